// Reads the server's events, and connects again when the connection ends. Not with EventSource,
// which hides why a server refuses.

import { createEventParser } from './event-parser.js'

/**
 * The server gives a sign of life every 15 seconds; after this many milliseconds without one the connection is dead.
 */
const patience = 40_000

/**
 * Follows `url` until `signal` aborts or the server rejects it permanently.
 * @param on {event (name, data), open (), lost (), refused (text)}
 */
export async function follow (url, on, signal) {
  for (let pause = 500; !signal.aborted; pause = Math.min(pause * 2, 8000)) {
    const connection = new AbortController()
    const end = () => { connection.abort() }
    signal.addEventListener('abort', end)
    try {
      const response = await fetch(url, { cache: 'no-store', signal: connection.signal })
      if (response.ok) {
        on.open()
        await read(response.body, end, (name, data) => {
          on.event(name, data)
          pause = 500
        })
      } else {
        const { errors } = await response.json()
        on.refused(errors[0])
        // Nothing changes until the browser has a certificate, and then the page is loaded again.
        if (response.status === 401) return
      }
    } catch (error) {
      // The network, or an event that cannot be read. Either way the connection ends below.
      if (!(error instanceof TypeError) && error.name !== 'AbortError') console.warn(error)
    } finally {
      // What was not read to its end would stay open and take one of the browser's connections.
      connection.abort()
      signal.removeEventListener('abort', end)
    }
    if (signal.aborted) return
    on.lost()
    await new Promise((resolve) => { setTimeout(resolve, pause) })
  }
}

async function read (body, end, onEvent) {
  const parse = createEventParser((name, data) => { onEvent(name, JSON.parse(data)) })
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const silence = setTimeout(end, patience)
    const { value, done } = await reader.read()
    clearTimeout(silence)
    if (done) return
    parse(value)
  }
}
