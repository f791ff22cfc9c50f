/**
 * The page's side of the channel: the first hello of an allowed parent opens it, and nothing else ever does.
 */
import { HELLO, type ToElement } from '../element/frameMessages.ts'
import { ownObject } from './ownObject.ts'

/** A hello from the window around this one. */
export interface Hello {
  readonly origin: string
  readonly port: MessagePort
}

/** Waits for it: the first one, from the parent and with a port. Must be called before the page has loaded. */
export function firstHello(): Promise<Hello> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports
      if (event.source !== window.parent || event.data !== HELLO || !port) return
      removeEventListener('message', listen)
      resolve({ origin: event.origin, port })
    }
    addEventListener('message', listen)
  })
}

/** What the element says, own properties alone. Its parts are read where they are used. */
type Heard = Readonly<Record<string, unknown>>

/** An open channel. */
export interface Channel {
  readonly say: (message: ToElement) => void
  /** Asks, and waits for the answer with the number of the question. */
  readonly ask: (question: Asked) => Promise<unknown>
}

type Question = Extract<ToElement, { id: number }>
type Asked = Question extends infer Each ? (Each extends Question ? Omit<Each, 'id'> : never) : never

/** Opens it. `hear` gets all that is no answer. */
export function openChannel(port: MessagePort, hear: (message: Heard) => void): Channel {
  const waiting = new Map<number, (value: unknown) => void>()
  let questions = 0
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message: Heard | undefined = ownObject(data, { depth: 4, size: 200_000 })
    if (message?.['type'] !== 'answer') {
      if (message) hear(message)
      return
    }
    // Another kind of value is the number of no question.
    const id = message['id'] as number
    waiting.get(id)?.(message['value'])
    waiting.delete(id)
  }
  const say = (message: ToElement): void => port.postMessage(message)
  return {
    say,
    ask: (question) =>
      new Promise((resolve) => {
        const id = (questions += 1)
        waiting.set(id, resolve)
        say({ ...question, id })
      }),
  }
}
