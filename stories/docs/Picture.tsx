/** A picture of the README, for a state that a person would have to bring about first. */
import { type Picture as Taken, pictureFile, PICTURES } from '../pictures.ts'

const FILES = import.meta.glob<string>('../pictures/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
})

interface PictureProps {
  readonly name: Taken['name']
}

export function Picture({ name }: PictureProps) {
  const alt = PICTURES.find((picture) => picture.name === name)?.alt
  const address = (scheme: 'light' | 'dark') => FILES[`../pictures/${pictureFile(name, scheme)}`]
  return (
    <picture>
      <source media="(prefers-color-scheme: dark)" srcSet={address('dark')} />
      <img className="docs-picture" src={address('light')} alt={alt} />
    </picture>
  )
}
