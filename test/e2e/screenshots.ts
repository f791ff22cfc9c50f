/** Takes the pictures that README and documentation show, light and dark, as small WebP files, from the stories. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect } from '@playwright/test'

import { PICTURE_BYTES, PICTURES, pictureFile } from '../../stories/pictures.ts'
import { openStory, test } from './builtStorybook.ts'

const FOLDER = join(import.meta.dirname, '../../stories/pictures')
/** The space around a story on each side, in px, as `.storybook/page.css` gives it. */
const MARGIN = 24

test.use({ deviceScaleFactor: 1.5 })

for (const { name, story, width, height } of PICTURES)
  for (const scheme of ['light', 'dark'] as const)
    test(`${name}, ${scheme}`, async ({ page, storybook }) => {
      const box = { width: width + 2 * MARGIN, height: height ?? 400 }
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.setViewportSize(box)
      await openStory(page, storybook, story, { width: `${width}px` })
      if (height === undefined) {
        // As tall as what it shows; the story's own least height is the window's.
        const tall = await page.evaluate(() => {
          const story = document.querySelector<HTMLElement>('.story')!
          story.style.minBlockSize = 'auto'
          return Math.ceil(story.getBoundingClientRect().height)
        })
        await page.setViewportSize({ ...box, height: tall })
      }
      await page.evaluate(() => {
        ;(document.activeElement as HTMLElement | null)?.blur()
        scrollTo(0, 0)
      })
      const devtools = await page.context().newCDPSession(page)
      const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
      const picture = Buffer.from(data, 'base64')
      expect(picture.byteLength).toBeLessThan(PICTURE_BYTES)
      await mkdir(FOLDER, { recursive: true })
      await writeFile(join(FOLDER, pictureFile(name, scheme)), picture)
    })
