/** The pictures of README and documentation: which story each shows, and how wide. `npm run screenshots` takes them. */

/** A picture, taken light and dark. */
export interface Picture {
  /** Of its file, before the scheme. */
  readonly name: 'guide' | 'narrow' | 'error' | 'linked' | 'picker' | 'accounts'
  /** The story's id. */
  readonly story: string
  /** Of the container, in CSS pixels: one of those that the toolbar offers. */
  readonly width: 320 | 480 | 960
  /** Of the window, in CSS pixels, where a dialog is to stand in its middle; else as tall as the story. */
  readonly height?: number
  /** What it shows, for those who do not see it. */
  readonly alt: string
}

/** No picture is larger: they are loaded with the page that a person came to read. */
export const PICTURE_BYTES = 60_000

export const PICTURES: readonly Picture[] = [
  {
    name: 'guide',
    story: 'hub-walk--second-step',
    width: 960,
    alt: 'The guide at its second step of four, with the form beside it',
  },
  {
    name: 'narrow',
    story: 'hub-walk--first-step',
    width: 320,
    alt: 'The guide in a narrow column; the form follows it',
  },
  {
    name: 'error',
    story: 'hub-errors--credential-rejected',
    width: 960,
    alt: 'A key that was not accepted: it stays, with a way to the step that shows where to find it',
  },
  {
    name: 'linked',
    story: 'hub-walk--linked',
    width: 960,
    height: 620,
    alt: 'The confirmation: JazzHR is connected',
  },
  {
    name: 'picker',
    story: 'hub-picker--searched',
    width: 480,
    alt: 'The picker finds Greenhouse although one letter is missing',
  },
  {
    name: 'accounts',
    story: 'accounts--listed',
    width: 960,
    alt: 'The linked accounts with their state, and what can be done with each',
  },
]

/** The file of a picture, in `stories/pictures/`. */
export const pictureFile = (name: Picture['name'], scheme: 'light' | 'dark'): string =>
  `${name}-${scheme}.webp`
