/** The outermost element of everything that we draw: its language, scheme and name, and the boundary around its content. */
import { type HTMLAttributes, type ReactNode, type RefObject, useMemo } from 'react'

import { type Messages, type Say, spokenLocale } from '../core/messages.ts'
import { Boundary } from './Boundary.tsx'
import type { PartName } from './contract.ts'
import { Alert } from './parts/Alert.tsx'
import { Button } from './parts/Button.tsx'
import { keepTyped } from './typing.ts'
import { type Brand, type HeadingLevel, partsOf, type View, ViewContext } from './view.ts'

/** Props about looks, shared by `<Hub>` and `<Accounts>`. */
export interface LookProps {
  /** Words in place of ours, all or some; a locale's whole set, or your own. */
  messages?: Messages | undefined
  /** `system` follows the person's setting. The default. */
  colorScheme?: 'light' | 'dark' | 'system' | undefined
  /** The level of the title, 1 to 4; what is below follows. 2 by default. */
  headingLevel?: HeadingLevel | undefined
  /** Leaves out our class names: style the parts by `[part~="…"]`. `false` by default. */
  unstyled?: boolean | undefined
  /** Who the account is linked to: named in the sentences. */
  brand?: Brand | undefined
  /** Origins besides the page's own that pictures and logos of guides may come from. None by default. */
  allowedImageOrigins?: readonly string[] | undefined
}

interface FrameProps extends LookProps {
  readonly part: Extract<PartName, 'hub' | 'accounts'>
  readonly say: Say
  readonly locale: string
  /** The language of the guide. */
  readonly guideLocale?: string | undefined
  readonly labelledBy: string
  readonly goToAnchor?: View['goToAnchor']
  readonly rootRef?: RefObject<HTMLElement | null>
  readonly handlers?: Pick<HTMLAttributes<HTMLElement>, 'onPointerDown' | 'onKeyDown' | 'onBlur'>
  readonly state?: string
  readonly children: ReactNode
}

// The rest of a typed key; its keydown each view keeps in its own way.
const KEYS = { onKeyPress: keepTyped, onKeyUp: keepTyped }
const NOWHERE: View['goToAnchor'] = () => undefined
const NO_ORIGINS: readonly string[] = []
const NO_BRAND: Brand = {}
// Languages whose script runs from right to left, as CLDR lists them for those that software is written in.
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b/i
const languageOf = (locale: string) => locale.split('-')[0]

export function Frame(props: FrameProps) {
  const { say, headingLevel = 2, unstyled = false, brand = NO_BRAND, colorScheme = 'system' } = props
  const locale = spokenLocale(props.locale, props.messages)
  const { allowedImageOrigins: imageOrigins = NO_ORIGINS, goToAnchor = NOWHERE, guideLocale = locale } = props
  const view = useMemo(
    () => ({
      say,
      locale,
      part: partsOf(unstyled),
      headingLevel,
      brand,
      imageOrigins,
      goToAnchor,
      // By its letters: a guide of the host's that does not name its language is taken for English.
      guideText:
        languageOf(guideLocale) === languageOf(locale)
          ? undefined
          : { lang: guideLocale, dir: 'auto' as const },
    }),
    [say, unstyled, headingLevel, brand, imageOrigins, goToAnchor, guideLocale, locale],
  )
  return (
    <ViewContext.Provider value={view}>
      <section
        {...view.part(props.part)}
        {...props.handlers}
        {...KEYS}
        ref={props.rootRef}
        aria-labelledby={props.labelledBy}
        lang={locale}
        dir={RIGHT_TO_LEFT.test(locale) ? 'rtl' : undefined}
        data-color-scheme={colorScheme}
        data-state={props.state}
      >
        <Boundary
          fallback={(reset) => (
            <Alert text={say('errorUnexpected')}>
              <Button look="text-button" onPress={reset}>
                {say('reload')}
              </Button>
            </Alert>
          )}
        >
          {props.children}
        </Boundary>
      </section>
    </ViewContext.Provider>
  )
}
