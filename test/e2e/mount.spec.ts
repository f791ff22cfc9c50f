/** `HubLink.mount()` of the built script: the same widget by function. */
import type { Page } from '@playwright/test'

import { expect, SCRIPT, test } from './site.ts'

/** What the script puts on the page, and what these tests keep there. */
interface Script {
  readonly HubLink: { mount: (target: Element | string, props: object) => Mounted }
  mounted: Mounted
}

interface Mounted {
  readonly update: (props: object) => void
  readonly unmount: () => void
}

const EMPTY = '<!doctype html><html lang="en"><title>Empty</title><body></body></html>'

/** Mounts into `#hub`, for JazzHR where the props name nothing else. */
const mount = (page: Page, props: object = { provider: 'jazzhr' }): Promise<void> =>
  page.evaluate((props) => {
    const { HubLink } = globalThis as unknown as Script
    HubLink.mount('#hub', { endpoint: '/api/link', ...props })
  }, props)

for (const address of ['http://[', 'javascript:alert(1)', 'http://guides.example/a.json'])
  test(`takes no guide from ${address}, as the element does not`, async ({ page, site, told }) => {
    site.page(`${SCRIPT}<div id="hub"></div>`)
    await page.goto('/')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await mount(page, { guide: address })
    await expect(page.getByRole('alert')).toHaveText(/not configured/)
    expect(asked).toEqual([])
    told.expectAll(/^(?:attribute-invalid|provider-unknown)$/)
  })

test('draws in a frame’s document, and nothing after it was unmounted', async ({ page, site }) => {
  site.serve('/empty', { body: EMPTY })
  site.page(`${SCRIPT}<iframe src="/empty" title="Empty"></iframe>`)
  await page.goto('/')
  await page.evaluate(() => {
    const script = globalThis as unknown as Script
    const { body } = document.querySelector('iframe')!.contentDocument!
    script.mounted = script.HubLink.mount(body, { provider: 'jazzhr', endpoint: '/api/link' })
  })
  const inside = page.frameLocator('iframe').getByRole('region', { name: 'Connect JazzHR' })
  await expect(inside.getByRole('heading', { name: /Step 1 of 4/ })).toBeVisible()
  const left = await page.evaluate(() => {
    const { mounted } = globalThis as unknown as Script
    const { body } = document.querySelector('iframe')!.contentDocument!
    const { shadowRoot } = body.firstElementChild!
    mounted.unmount()
    mounted.unmount()
    mounted.update({ provider: 'jazzhr', endpoint: '/api/link' })
    return body.childElementCount + shadowRoot!.childElementCount
  })
  expect(left).toBe(0)
})

test('takes the page’s language, before its target is in the page and when it changes', async ({
  page,
  site,
}) => {
  site.page(
    `<html lang="de"><head>${SCRIPT}<script src="/dist/hub.de.js" defer></script></head><body></body></html>`,
  )
  await page.goto('/')
  await page.evaluate(() => {
    const { HubLink } = globalThis as unknown as Script
    const target = document.createElement('div')
    HubLink.mount(target, { provider: 'jazzhr', endpoint: '/api/link' })
    document.body.append(target)
  })
  await expect(page.getByRole('region', { name: 'JazzHR verbinden' })).toBeVisible()
  await page.evaluate(() => (document.documentElement.lang = 'en'))
  await expect(page.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
})

test('draws into a template, which has no window, and has its look once it stands in the page', async ({
  page,
  site,
}) => {
  site.page(`${SCRIPT}<template><div></div></template>`)
  await page.goto('/')
  await page.evaluate(() => {
    const { HubLink } = globalThis as unknown as Script
    const { content } = document.querySelector('template')!
    HubLink.mount(content.firstElementChild!, { provider: 'jazzhr', endpoint: '/api/link' })
    document.body.append(content)
  })
  const hub = page.getByRole('region', { name: 'Connect JazzHR' })
  await expect(hub).toHaveCSS('container-type', 'inline-size')
})

test('a language without a pack is shown in English, and reported', async ({ page, site, told }) => {
  site.page(`<html lang="he"><head>${SCRIPT}</head><body><div id="hub"></div></body></html>`)
  const warned = page.waitForEvent('console', (message) => message.text().includes('locale-missing'))
  await page.goto('/')
  await mount(page)
  await expect(page.getByRole('region', { name: 'Connect JazzHR' })).toBeVisible()
  await warned
  told.expect('locale-missing')
})
