/**
 * What the program says of itself: `hub-link --help`, and `--help` of each command.
 */

export const HELP = `hub-link: turns documentation pages into connection guides.

  hub-link import <pages> --out <folder>     makes a guide of each page: acme.mdx becomes acme.json
  hub-link check <files>                     checks guides and catalogues
  hub-link catalogue <folder> --out <file>   lists the guides of a folder for the picker
  hub-link help <command>                    says more about a command

  --version             the version of this program
  --help                this text
`

const COMMON = `  --verbose             one line per file
  --json                one JSON object on standard output, for machines
  --help                this text

Exit code: 0 if all is well, 1 if a file failed, 2 if the command line is wrong.
`

/** By the command's name. */
export const HELP_OF = {
  import: `hub-link import <pages> --out <folder>

<pages> is a file, a folder, or a pattern in quotes: 'guides/**/*.mdx'. What lies below the
pattern's fixed part (guides) is mirrored below <folder>. Messages have the form
path:line: severity code message; a page with an error gives no guide, and the others are written.
What a person has confirmed in a guide that is there already is kept.

  --out <folder>        where the guides go
  --asset-base <url>    put before the addresses of images on the documentation site (/images/…);
                        a path such as /static will do
  --site-base <url>     put before links within the documentation site (/guides/…); without it
                        such a link becomes text
  --locale <tag>        the language of the pages: en, unless you say otherwise
${COMMON}`,
  check: `hub-link check <files>

<files> are guides or catalogues: files, folders, or patterns in quotes. Names the path of each
fault (sections[0].body[2].href), what would be left out, and drafts that nobody has confirmed.

${COMMON}`,
  catalogue: `hub-link catalogue <folder> --out <file>

Writes the catalogue <file>, such as index.json, and beside it each guide under a name that changes
with its content, and llms.txt for machine readers. Aliases, categories and logos that a person has
added to <file> are kept.

  --out <file>          where the catalogue goes
${COMMON}`,
} as const
