/** The languages of the stories: words and guide of each, as a host would hand them on. */
import type { GuideInput } from '../src/core/guide.ts'
import type { Messages } from '../src/core/messages.ts'
import { jazzhr } from '../src/guides/jazzhr.ts'
import { ar } from '../src/locales/ar.ts'
import { de } from '../src/locales/de.ts'
import { es } from '../src/locales/es.ts'
import { fr } from '../src/locales/fr.ts'
import { it } from '../src/locales/it.ts'
import { ja } from '../src/locales/ja.ts'
import type { Locale } from '../src/locales/locale.ts'
import { ptBR } from '../src/locales/pt-BR.ts'

/** Every locale pack of the package. */
export const PACKS: readonly Locale[] = [ar, de, es, fr, it, ja, ptBR]

/** What the toolbar offers. */
export const LANGUAGES: readonly string[] = ['en', ...PACKS.map(({ tag }) => tag)]

/** The props of `<Hub>` that make it speak a language; English has them by default. */
export function inLanguage(
  tag: string,
): { locale: string; messages: Messages; guide: GuideInput } | undefined {
  const pack = PACKS.find((each) => each.tag === tag)
  return pack && { locale: pack.tag, messages: pack.messages, guide: pack.guides.jazzhr }
}

/** What the toolbar says. */
export interface Surroundings {
  readonly scheme: 'system' | 'light' | 'dark'
  readonly language: string
}

/** Props of `<Hub>` and `<Accounts>` as the toolbar says. What a story says itself comes first. */
export function surround(
  args: Record<string, unknown>,
  { scheme, language }: Surroundings,
): Record<string, unknown> {
  const { guide, ...words } = inLanguage(language) ?? { guide: undefined }
  return {
    ...(scheme !== 'system' && { colorScheme: scheme }),
    ...words,
    ...args,
    ...(guide && args['guide'] === jazzhr && { guide }),
    ...(guide && Array.isArray(args['guides']) && { guides: [guide] }),
  }
}
