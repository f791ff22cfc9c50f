/**
 * `custom-elements.json`: the contract of `<hub-link>` for editors and documentation tools, read from the sources that the
 * element itself is made of. Called by tsdown.config.ts.
 */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type {
  Attribute,
  ClassMember,
  CssCustomProperty,
  Event,
  Package,
  Type,
} from 'custom-elements-manifest'
import ts from 'typescript'

import { ATTRIBUTES } from './src/element/attributeNames.ts'
import { PARTS, TOKENS } from './src/react/contract.ts'

const ROOT = import.meta.dirname
const CLASS = 'HubLinkElement'
const TAG = 'hub-link'

/** The manifest, by the schema of the community group (version 2.1). */
export function createManifest(): Package {
  const element = find('src/element/HubLinkElement.ts', ts.isClassDeclaration)
  const declaration = { name: CLASS, module: 'dist/element.js' }
  return {
    schemaVersion: '2.1.0',
    modules: [
      {
        kind: 'javascript-module',
        path: 'dist/element.js',
        declarations: [
          {
            kind: 'class',
            customElement: true,
            name: CLASS,
            tagName: TAG,
            description: docOf(element),
            superclass: { name: 'HTMLElement', package: 'global:' },
            members: element.members.flatMap(memberOf),
            attributes: attributes(),
            events: events(),
            cssParts: PARTS.map((name) => ({ name })),
            cssProperties: tokens(),
          },
        ],
        exports: [{ kind: 'js', name: CLASS, declaration }],
      },
      {
        kind: 'javascript-module',
        path: 'dist/define.js',
        exports: [{ kind: 'custom-element-definition', name: TAG, declaration }],
      },
    ],
  }
}

/** Writes it to `outDir`. */
export const writeManifest = (outDir: string): Promise<void> =>
  writeFile(join(outDir, 'custom-elements.json'), `${JSON.stringify(createManifest(), null, 2)}\n`)

function attributes(): Attribute[] {
  const { members } = find('src/element/attributeTypes.ts', ts.isInterfaceDeclaration)
  return ATTRIBUTES.map((name) => {
    const member = members.find(({ name: other }) => other && nameOf(other) === name)
    if (!member || !ts.isPropertySignature(member))
      throw new Error(`${name} has no type in attributeTypes.ts.`)
    return {
      name,
      description: docOf(member),
      type: typeOf(member.type),
      ...(name === 'guide' && { fieldName: name }),
    }
  })
}

function events(): Event[] {
  return statements('src/element/events.ts')
    .filter(ts.isClassDeclaration)
    .map((declared) => {
      const type = declared.members
        .filter(ts.isPropertyDeclaration)
        .find(({ name }) => nameOf(name) === 'type')
      if (!type?.initializer || !ts.isStringLiteral(type.initializer) || !declared.name)
        throw new Error(`${declared.getText()} has no type of its own.`)
      return {
        name: type.initializer.text,
        description: docOf(declared),
        type: { text: declared.name.text },
      }
    })
}

const SYNTAX: readonly [RegExp, string][] = [
  [/^--hub-color-/, '<color>'],
  [/^--hub-(?:radius|space)$/, '<length>'],
]

/** Defaults are what the style sheet falls back to: `var(--hub-radius, 12px)`. */
function tokens(): CssCustomProperty[] {
  const css = readFileSync(join(ROOT, 'src/styles/tokens.css'), 'utf8')
  return TOKENS.map((name) => {
    const fallback = new RegExp(`var\\(${name}, (.+)\\);`).exec(css)?.[1]
    const syntax = SYNTAX.find(([names]) => names.test(name))?.[1]
    // A default that is another private property says nothing to a reader.
    return {
      name,
      ...(syntax && { syntax }),
      ...(fallback && !fallback.startsWith('var(--_') && { default: fallback }),
    }
  })
}

/** A member that a page may use: properties, and methods other than the browser's own callbacks. */
function memberOf(member: ts.ClassElement): ClassMember[] {
  const name = member.name && nameOf(member.name)
  // The getter stands for the pair.
  if (
    name === undefined ||
    name === 'observedAttributes' ||
    name.endsWith('Callback') ||
    ts.isSetAccessor(member)
  )
    return []
  const about = { name, description: docOf(member) }
  if (ts.isMethodDeclaration(member))
    return [{ kind: 'method', ...about, return: { type: typeOf(member.type) } }]
  if (ts.isPropertyDeclaration(member)) {
    const isStatic = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
    const kept = isStatic ? { static: true, readonly: true } : {}
    return [{ kind: 'field', ...kept, ...about, type: typeOf(member.type) }]
  }
  return ts.isGetAccessor(member) ? [{ kind: 'field', ...about, type: typeOf(member.type) }] : []
}

const typeOf = (type: ts.TypeNode | undefined): Type => ({
  text: (type?.getText() ?? 'unknown')
    .replace(/\s+/g, ' ')
    .replace(/ \| undefined$/, '')
    .replace(/^Flag$/, 'boolean'),
})

/** The docblock of a node, as one paragraph for each of its own. */
function docOf(node: ts.Node): string {
  const text = ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join('\n')
  if (text === '') throw new Error(`${node.getText().slice(0, 60)} has no docblock.`)
  return text
}

const nameOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText()

const statements = (file: string): readonly ts.Statement[] =>
  ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true).statements

function find<Kind extends ts.Statement>(file: string, is: (node: ts.Statement) => node is Kind): Kind {
  const found = statements(file).find((statement) => is(statement))
  if (!found) throw new Error(`${file} does not declare what the manifest describes.`)
  return found
}
