/** Time that a test moves: what waits for minutes is seen in moments. Set back after each test. */
import { vi } from 'vitest'

/** Takes the clock and the timers over. They go on by themselves too, so that nothing hangs. */
export const useClock = (): void => {
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
}

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))

/** Lets time pass, `step` milliseconds a frame, until something holds; an hour of it at most. */
export async function passTime(until: () => boolean, step = 1000): Promise<void> {
  for (let frames = 0; frames < 3600; frames += 1) {
    await frame()
    if (until()) return
    await vi.advanceTimersByTimeAsync(step)
  }
  throw new Error('It did not come, however long it was waited for')
}
