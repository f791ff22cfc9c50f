/** All that a person may read, hear or hover of a page, to be searched for our name. */
import type { Page } from '@playwright/test'

/** What names us: the word, and the package's name. */
export const OURS = /\bhub\b|hub[ -]?link/i

/** All that reaches a person: texts, the attributes that are shown or read out, names of inputs, and the page's title. */
export const seen = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [document.title]
    const look = (root: Document | ShadowRoot): void => {
      for (const each of root.querySelectorAll('*')) {
        for (const name of ['title', 'alt', 'placeholder', 'name', 'value', 'href', 'src', 'download'])
          if (each.hasAttribute(name)) found.push(each.getAttribute(name)!)
        for (const { name, value } of each.attributes)
          // An id that is pointed at is no text; what is pointed at is looked at by itself.
          if (name.startsWith('aria-') && !/^aria-(?:labelledby|describedby|controls)$/.test(name))
            found.push(value)
        for (const node of each.childNodes)
          if (node instanceof Text && !['SCRIPT', 'STYLE'].includes(each.tagName)) found.push(node.data)
        if (each instanceof HTMLInputElement) found.push(each.value)
        for (const pseudo of ['::before', '::after', '::marker'])
          found.push(getComputedStyle(each, pseudo).content)
        if (each.shadowRoot) look(each.shadowRoot)
      }
    }
    look(document)
    return found.filter((text) => text.trim() !== '')
  })
