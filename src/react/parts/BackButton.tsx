/** The way from a guide back to the list of providers. */
import { useView } from '../view.ts'
import { Icon } from './Icon.tsx'

export function BackButton({ onBack }: { onBack: () => void }) {
  const { say, part } = useView()
  return (
    <button type="button" {...part('back')} aria-label={say('allProviders')} onClick={onBack}>
      <Icon name="back" />
    </button>
  )
}
