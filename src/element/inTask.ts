/** Runs in a task of its own. Not by a timer: while the page is hidden that waits for up to a minute. */
export function inTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    run()
  }
  port2.postMessage(0)
}
