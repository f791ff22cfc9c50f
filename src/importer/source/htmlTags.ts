/**
 * What HTML says of tags, for what looks at a page before it is parsed.
 */

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const EMPTY = 'area base br col embed hr img input link meta source track wbr'

/** Elements that hold nothing and have no end tag, in capitals too. `<Link>` and `<Col>` are components. */
export const VOID = names(`${EMPTY} ${EMPTY.toUpperCase()}`)

/** Elements that are no part of a text. Titles stand on one line, as text does. */
export const BLOCKS = names(
  'address article aside blockquote body caption center colgroup dd details dialog div dl dt fieldset figcaption figure footer form header html li main menu nav ol p section summary table tbody td tfoot th thead tr ul',
)

/** Elements that are part of a text. */
export const INLINE = names(
  'a abbr b big cite code del em font i ins kbd mark q s small span strike strong sub sup tt u',
)

/** Elements that mean nothing outside a table. */
export const TABLE_PARTS = names('td th tr thead tbody tfoot caption colgroup')

/** Elements whose end tag can be left out. */
export const OMITTABLE = names('p li dt dd td th tr thead tbody tfoot caption colgroup option optgroup rp rt')

const CELL = 'p td th'
const ROW = `${CELL} tr caption colgroup`

/** By an element that begins, those that end before it where they are still open. */
export const ENDED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...each('li', 'p li'),
  ...each('dt dd', 'p dt dd'),
  ...each('td th', CELL),
  ...each('tr', ROW),
  ...each('thead tbody tfoot', `${ROW} thead tbody tfoot`),
  ...each('option', 'option'),
  ...each('optgroup', 'option optgroup'),
  ...each(
    'p address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header main nav ol pre section table ul',
    'p',
  ),
])

function each(list: string, ended: string): [string, ReadonlySet<string>][] {
  return [...names(list)].map((name) => [name, names(ended)])
}

/** What stands in a tag after its name, as the source of a pattern. */
export const ATTRIBUTES = /(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^<>"'{}])*?/.source
