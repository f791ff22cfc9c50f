/** Words for those who listen; nothing is seen of them. */
import { useView } from '../view.ts'

export function Spoken({ children }: { children: string }) {
  const { part } = useView()
  return <span {...part('spoken')}>{children}</span>
}
