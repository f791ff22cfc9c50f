/** `custom-elements.json`: what it says of `<hub-link>` is what the built code does. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { CustomElementDeclaration, Package } from 'custom-elements-manifest'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'

import { manifest as packageJson, ROOT } from './dist.ts'

interface WithEvents {
  readonly HubLinkElement: { readonly observedAttributes: readonly string[]; readonly prototype: object }
  readonly [name: string]: unknown
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

const { modules } = read(packageJson.customElements) as Package
const element = modules[0]?.declarations?.[0] as CustomElementDeclaration
const built = (await import(pathToFileURL(join(ROOT, 'dist/element.js')).href)) as WithEvents

/** The items of a list in README: `name` in each pair of backticks on a line of its own. */
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const documented = (line: RegExp): string[] =>
  [...(line.exec(readme)?.[0] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name ?? '')

describe('custom-elements.json', () => {
  test('has the shape of its schema', () => {
    const schema = z.fromJSONSchema(
      read('node_modules/custom-elements-manifest/schema.json') as Parameters<typeof z.fromJSONSchema>[0],
    )
    expect(z.prettifyError(schema.safeParse({ modules: [{}] }).error!)).toContain('schemaVersion')
    expect(schema.safeParse(read(packageJson.customElements)).error).toBeUndefined()
  })

  test('names modules that are there and export what it says', async () => {
    for (const { path, exports = [] } of modules) {
      const names = Object.keys((await import(pathToFileURL(join(ROOT, path)).href)) as object)
      for (const { kind, name } of exports) if (kind === 'js') expect(names).toContain(name)
    }
    expect(modules.flatMap(({ exports = [] }) => exports)).toContainEqual({
      kind: 'custom-element-definition',
      name: 'hub-link',
      declaration: { name: 'HubLinkElement', module: 'dist/element.js' },
    })
  })

  test('lists the attributes that the element observes, each with its words', () => {
    expect(element.attributes?.map(({ name }) => name)).toEqual(built.HubLinkElement.observedAttributes)
    for (const { description } of element.attributes ?? []) expect(description).toMatch(/\.$/)
  })

  test('lists the events that the package has classes for', () => {
    const events = Object.entries(built).filter(([name]) => name.endsWith('Event'))
    expect(events.length).toBeGreaterThan(0)
    expect(element.events?.map(({ name, type }) => [type.text, name]).sort()).toEqual(
      events.map(([name, event]) => [name, (event as { readonly type: string }).type]).sort(),
    )
  })

  test('lists the members that the class has, and no others', () => {
    const { HubLinkElement } = built
    const own = Object.getOwnPropertyNames(HubLinkElement.prototype)
      .filter((name) => name !== 'constructor' && !name.endsWith('Callback'))
      .concat('version')
    expect(element.members?.map(({ name }) => name).sort()).toEqual(own.sort())
  })

  test('lists the parts and tokens of the README', () => {
    expect(element.cssParts?.map(({ name }) => name)).toEqual(documented(/^`hub` `header`.*$/m))
    const tokens = [...new Set(readme.match(/(?<=`)--hub-[\w-]+(?=`)/g))]
    expect(element.cssProperties?.map(({ name }) => name)).toEqual(tokens)
  })
})
