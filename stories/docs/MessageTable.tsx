/** Every message by name, with its English words. */
import type { PluralForms } from '../../src/core/messages.ts'

interface MessageTableProps {
  readonly messages: Readonly<Record<string, string | PluralForms>>
}

export function MessageTable({ messages }: MessageTableProps) {
  return (
    <div className="docs-table" role="region" aria-label="Messages" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col">in English</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(messages).map(([name, message]) => (
            <tr key={name}>
              <td>
                <code>{name}</code>
              </td>
              <td>
                {typeof message === 'string' ? message : Object.values<string>({ ...message }).join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
