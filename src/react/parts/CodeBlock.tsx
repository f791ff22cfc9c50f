/** Text to copy as it is, with a button that does so where the page may use the clipboard. */
import { useState } from 'react'

import { useView } from '../view.ts'
import { Button } from './Button.tsx'

export function CodeBlock({ text }: { text: string }) {
  const { say, part } = useView()
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    // Absent on plain http and refused in some frames: the text can still be marked and copied.
    const clipboard = navigator.clipboard as Clipboard | undefined
    clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div {...part('code')}>
      <pre dir="ltr" tabIndex={0} translate="no">
        <code>{text}</code>
      </pre>
      <Button look="text-button" onPress={copy}>
        {say(copied ? 'copied' : 'copyCode')}
      </Button>
    </div>
  )
}
