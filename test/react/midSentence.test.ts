/** Labels within a sentence. */
import { describe, expect, test } from 'vitest'

import { midSentence } from '../../src/react/midSentence.ts'

describe('a label within a sentence', () => {
  test.each([
    ['API Key', 'en', 'JazzHR', 'API key'],
    ['Client Secret', 'en-GB', 'Bamboo', 'client secret'],
    ['Greenhouse API Key', 'en', 'Greenhouse', 'Greenhouse API key'],
    ['Google Client ID', 'en', 'Google Workspace', 'Google client ID'],
    ['JazzHR Key', 'en', 'JazzHR', 'JazzHR key'],
    ['OAuth2 Token', 'en', 'Bamboo', 'OAuth2 token'],
    ['API Key', 'EN', 'JazzHR', 'API key'],
    ['McKey', 'en', 'Bamboo', 'McKey'],
    // Other languages have their own capitals.
    ['Geheimer Schlüssel', 'de', 'Bamboo', 'Geheimer Schlüssel'],
    ['Api Key', 'enm', 'Bamboo', 'Api Key'],
    ['Api Key', 'x-en', 'Bamboo', 'Api Key'],
  ])('%s (%s, at %s) is %s', (label, locale, provider, expected) => {
    expect(midSentence(label, locale, provider)).toBe(expected)
  })
})
