/** The keys to try in the demo, since nobody has a JazzHR account at hand. */
import { DEMO_KEYS } from './demoKeys.ts'

declare const __JAZZHR_LIVE__: boolean
declare const __HAS_PORTAL__: boolean

export function DemoKeys() {
  if (__JAZZHR_LIVE__)
    return <p className="demo">This demo asks JazzHR itself: use the API key of an account of yours.</p>
  return (
    <details className="demo">
      <summary>This is a demo. Keys to try</summary>
      <p>A stand-in on this machine answers in place of JazzHR. It knows these keys.</p>
      <dl>
        {DEMO_KEYS.map(({ key, shows }) => (
          <div key={key}>
            <dt>
              <code translate="no">{key}</code>
            </dt>
            <dd>{shows}</dd>
          </div>
        ))}
      </dl>
      {__HAS_PORTAL__ && (
        <p>
          The same by script tag, in the look of another product:{' '}
          <a href="/portal.html">a portal of its own</a>.
        </p>
      )}
    </details>
  )
}
