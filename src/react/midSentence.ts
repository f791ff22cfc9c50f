/** A label as it stands within a sentence: English writes "API key" where the label says "API Key". */
export const midSentence = (label: string, locale: string): string =>
  /^en\b/i.test(locale) ? label.replace(/\b\p{Lu}\p{Ll}+\b/gu, (word) => word.toLowerCase()) : label
