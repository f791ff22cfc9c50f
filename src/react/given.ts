/** What a host gave, made into what the types promise: a page in plain JavaScript has no compiler. */

/** Options that are lists: one thing alone stands for a list of it. */
const LISTS = /(scope|guide|Origin)s/

/** The options without those that are null or undefined, for which the defaults stand. */
export const given = <Options extends object>(options: Options): Options =>
  Object.fromEntries(
    Object.entries(options).flatMap(([name, value]: [string, unknown]) =>
      value == null ? [] : [[name, made(name, value)]],
    ),
  ) as Options

function made(name: string, value: unknown): unknown {
  if (name === 'locale') return localeTag(value)
  if (name === 'headingLevel') return +(value as string)
  return LISTS.test(name) && !Array.isArray(value) ? [value] : value
}

/** The first of the tags in `en_US.UTF-8` or `en-US,en;q=0.9`, as systems and browsers write them; without one, English. */
function localeTag(locale: unknown): unknown {
  try {
    // Where there is none, this throws.
    const [tag] = String(locale)
      .replace(/_/g, '-')
      .match(/[\w-]+/) as RegExpMatchArray
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return 'en'
  }
}
