/**
 * What the attributes of an element say. An expression is read where it is a constant, and never run.
 */
import { type Element, type Expression, lineOf } from '../nodes.ts'

type Attribute = Element['attributes'][number]
type Tree = Record<string, unknown> & { type: string }

/** An attribute that has no constant value: the source text of its expression. */
export interface Unread {
  readonly unread: string
}

/** Every named attribute once (the last wins, as in JSX), in source order. Spread attributes are left to the caller. */
export function attributesOf(element: Element): Map<string, string | Unread> {
  const found = new Map<string, string | Unread>()
  for (const attribute of element.attributes) {
    if (attribute.type === 'mdxJsxAttribute') found.set(attribute.name, valueOf(attribute))
  }
  return found
}

/** `{...props}` as written. */
export const spreadsOf = (element: Element): string[] =>
  element.attributes.flatMap((attribute) =>
    attribute.type === 'mdxJsxExpressionAttribute' ? [attribute.value] : [],
  )

/** The attribute's text; `''` where it stands without a value, nothing where it is absent or not constant. */
export function attribute(element: Element, ...names: readonly string[]): string | undefined {
  const name = nameOfFirst(element, names)
  return name === undefined ? undefined : textOf(element, name)
}

/** The first of `names` that the element has as a text. */
export const nameOfFirst = (element: Element, names: readonly string[]): string | undefined =>
  names.find((name) => textOf(element, name) !== undefined)

/** True where the attribute is there and is not `false`. */
export function flag(element: Element, name: string): boolean {
  const value = attributesOf(element).get(name)
  return value !== undefined && value !== 'false'
}

/** The line of the attribute, or that of its element. */
export function attributeLine(element: Element, name: string): number {
  const at = element.attributes.find((item) => item.type === 'mdxJsxAttribute' && item.name === name)
  return (at?.position ?? element.position)?.start.line ?? lineOf(element)
}

/** A property of `style={{ width: '400px' }}` or `style="width: 400px"`. */
export function styleProperty(element: Element, name: string): string | undefined {
  const style = element.attributes.find((item) => item.type === 'mdxJsxAttribute' && item.name === 'style')
  if (style?.type !== 'mdxJsxAttribute') return undefined
  if (typeof style.value === 'string') return declaration(style.value, name)
  const object = style.value ? expressionTree(style.value) : undefined
  if (object?.type !== 'ObjectExpression') return undefined
  for (const property of asTrees(object['properties'])) {
    const key = property['key'] as Tree | undefined
    if ((key?.['name'] ?? key?.['value']) === name) return constant(property['value'] as Tree)
  }
  return undefined
}

/** The constant text of `{'…'}`, `` {`…`} ``, `{400}` or `{<>…</>}`; undefined where only running it would tell. */
export function constantOf(expression: Expression): string | undefined {
  const tree = expressionTree(expression)
  // As in JSX, these show nothing.
  const shows = typeof tree?.['value'] !== 'boolean' && tree?.['name'] !== 'undefined'
  return tree && (shows ? constant(tree) : '')
}

/** True for an expression of comments alone. */
export const isComment = (expression: Expression): boolean =>
  expression.value.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').trim() === ''

const textOf = (element: Element, name: string): string | undefined => {
  const value = attributesOf(element).get(name)
  return typeof value === 'string' ? value : undefined
}

const valueOf = (attribute: Extract<Attribute, { type: 'mdxJsxAttribute' }>): string | Unread => {
  if (attribute.value === null || attribute.value === undefined) return ''
  if (typeof attribute.value === 'string') return attribute.value
  const tree = expressionTree(attribute.value)
  return (tree && constant(tree)) ?? { unread: attribute.value.value }
}

const expressionTree = (holder: { data?: { estree?: unknown } | undefined }): Tree | undefined => {
  const program = holder.data?.estree as { body?: Tree[] } | undefined
  const statement = program?.body?.[0]
  return statement?.type === 'ExpressionStatement' ? (statement['expression'] as Tree) : undefined
}

const asTrees = (value: unknown): Tree[] => (Array.isArray(value) ? (value as Tree[]) : [])

function constant(tree: Tree): string | undefined {
  switch (tree.type) {
    case 'Literal': {
      const value = tree['value'] as string | number | boolean | object | null
      if (value === null) return 'regex' in tree ? undefined : ''
      return typeof value === 'object' ? undefined : String(value)
    }
    case 'JSXText':
      return String(tree['value']).replace(/\s*\n\s*/g, ' ')
    case 'JSXEmptyExpression':
      return ''
    case 'TemplateLiteral': {
      const quasis = asTrees(tree['quasis'])
      const cooked = (quasis[0]?.['value'] as { cooked?: string | null } | undefined)?.cooked
      return quasis.length === 1 ? (cooked ?? undefined) : undefined
    }
    case 'BinaryExpression': {
      const sides = [tree['left'], tree['right']] as Tree[]
      // Two numbers would be added up.
      return tree['operator'] === '+' && sides.some(isText) ? joined(sides) : undefined
    }
    case 'ArrayExpression':
      return joined(asTrees(tree['elements']), ' ')
    case 'JSXExpressionContainer':
      return constant(tree['expression'] as Tree)
    case 'JSXElement':
      // What leads somewhere or shows a picture is more than its text.
      return hasAddress(tree) ? undefined : joined(asTrees(tree['children']))
    case 'JSXFragment':
      return joined(asTrees(tree['children']))
    default:
      return undefined
  }
}

const hasAddress = (element: Tree): boolean =>
  asTrees((element['openingElement'] as Tree)['attributes']).some((attribute) =>
    ['href', 'src'].includes(String((attribute['name'] as Tree | undefined)?.['name'])),
  )

const isText = (tree: Tree): boolean =>
  tree.type === 'TemplateLiteral' ||
  typeof tree['value'] === 'string' ||
  (tree.type === 'BinaryExpression' && [tree['left'], tree['right']].some((side) => isText(side as Tree)))

function joined(trees: readonly (Tree | null)[], separator = ''): string | undefined {
  const texts = trees.map((tree) => (tree ? constant(tree) : undefined))
  return texts.includes(undefined) ? undefined : texts.join(separator)
}

const declaration = (style: string, name: string): string | undefined => {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return style
    .toLowerCase()
    .split(';')
    .map((part) => part.replace(/\s*!\s*important\s*$/, '').split(':'))
    .findLast(([key]) => key?.trim() === dashed)?.[1]
    ?.trim()
}
