/**
 * A label as it stands within a sentence: English writes "API key" where the label says "API Key". Words of the provider's
 * name stay as they are.
 */
export const midSentence = (label: string, locale: string, provider: string): string =>
  /^en\b/i.test(locale)
    ? label.replace(/\b\p{Lu}\p{Ll}+\b/gu, (word) => (provider.includes(word) ? word : word.toLowerCase()))
    : label
