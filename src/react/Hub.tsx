/** `<Hub>`: the whole widget, for one guide or for a catalogue of them. */
import type { GuideInput } from '../core/guide.ts'
import { GuideHub, type GuideHubProps } from './GuideHub.tsx'
import { given } from './given.ts'
import { lazy } from './lazy.tsx'
import type { Destination } from './options.ts'
import type { CatalogueOption } from './hooks/useCatalogue.ts'

type SharedProps = Omit<GuideHubProps, 'guide' | 'onBack' | 'farewell' | keyof Destination> & Destination

/** Props of {@link Hub}. `guide` or `catalogue`, and `endpoint` or `link`, are needed; all else has a default. */
export type HubProps = SharedProps &
  (
    | {
        /** The address of a catalogue, or its entries: the person picks, and the guide is fetched when chosen. */
        catalogue: CatalogueOption
        guide?: never
      }
    | {
        /** The provider's guide: one of ours, or data that is checked before it is drawn. */
        guide: GuideInput
        catalogue?: never
      }
  )

/**
 * Walks an administrator through the provider's guide, takes the credential, links the account and confirms it.
 *
 * ```tsx
 * <Hub guide={jazzhr} endpoint="/api/link" onLinked={(account) => refresh(account.id)} />
 * ```
 *
 * Renders a region named "Connect JazzHR". Needs `hub-link/styles.css`, unless `unstyled`.
 */
export function Hub(options: HubProps) {
  // As it was given: in the script's props nothing counts that a page adds to `Object.prototype`.
  if (options.catalogue == null) return <GuideHub {...given(options)} />
  return <CatalogueHub {...given(options)} />
}

// A page that shows one guide never loads the picker.
const CatalogueHub = lazy(async () => ({ default: (await import('./CatalogueHub.tsx')).CatalogueHub }))
