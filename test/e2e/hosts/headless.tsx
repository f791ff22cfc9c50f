/** `useHub` under markup of a host's own, which says what the widget would. */
import { jazzhr } from 'hub-link/guides/jazzhr'
import { type HubOptions, useHub } from 'hub-link/headless'

import { startPage } from './page.tsx'

function OwnHub(options: HubOptions) {
  const { state, form, ...hub } = useHub(options)
  const failed = state.error
  const account = 'result' in state && state.result.account
  return (
    <section aria-label="Connect JazzHR">
      {state.name !== 'linked' && state.name !== 'done' && (
        <>
          {form.fields.map(({ field, revealed, input }) => (
            <label key={field.name}>
              {field.label}
              <input type={revealed ? 'text' : 'password'} autoComplete="off" {...input} />
            </label>
          ))}
          <button type="button" onClick={hub.connect}>
            {failed ? 'Try again' : 'Connect'}
          </button>
          {failed && <p role="alert">{failed.code}</p>}
          {state.name === 'linking' && (
            <button type="button" onClick={hub.cancel}>
              Cancel
            </button>
          )}
        </>
      )}
      {state.name === 'linked' && (
        <div role="dialog" aria-label="JazzHR is connected">
          {account && <p>{account.id}</p>}
          <button type="button" onClick={hub.confirm}>
            Done
          </button>
        </div>
      )}
      {state.name === 'done' && (
        <button type="button" onClick={hub.restart}>
          Link another account
        </button>
      )}
    </section>
  )
}

startPage(OwnHub, { guide: jazzhr, endpoint: '/api/link' })
