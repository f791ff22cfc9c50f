/** The ways through the widget that stories play. */
import { userEvent, within } from 'storybook/test'

/** Not a key of anybody's: 32 letters and digits that say so. */
export const DEMO_KEY = 'demo0000demo0000demo0000demo0000'

/** Presses Next so many times. */
export async function walkSteps(canvasElement: HTMLElement, times: number): Promise<void> {
  const canvas = within(canvasElement)
  for (let step = 0; step < times; step += 1)
    await userEvent.click(await canvas.findByRole('button', { name: 'Next' }))
}

/** Turns to the form, fills in a key and presses Connect. */
export async function pressConnect(canvasElement: HTMLElement, value = DEMO_KEY): Promise<void> {
  const canvas = within(canvasElement)
  const input = await canvas.findByLabelText('API Key', { selector: 'input' })
  await userEvent.type(input, value)
  await userEvent.click(canvas.getByRole('button', { name: 'Connect' }))
}
