/** Line icons, drawn in the current colour and hidden from assistive technology: words always stand beside them. */
import { useView } from '../view.ts'

const PATHS = {
  warning: 'M12 4 2.8 19.5h18.4Zm0 6v4.5m0 2.6v.1',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5.5m0-8.7v.1',
  tip: 'M9 18h6m-5 3h4M9 15a6.5 6.5 0 1 1 6 0H9Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  back: 'm14 6-6 6 6 6',
  close: 'M6 6l12 12M18 6 6 18',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  expand: 'M14 4h6v6m0-6-7 7M10 20H4v-6m0 6 7-7',
  external: 'M14 5h5v5m0-5-8 8M10 6H6v12h12v-4',
} as const

/** The icons that there are. */
export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  const { part } = useView()
  return (
    <svg {...part('icon')} viewBox="0 0 24 24" width="20" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
