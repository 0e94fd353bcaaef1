// One stream of events for all tabs of a browser. A browser opens six connections to a server over HTTP/1.1, so a
// stream per tab would leave none for anything else. The tab that holds a lock reads the stream and passes everything
// on to the others; the browser gives the lock to the next one when that tab is closed or crashes.

import { follow } from './follow.js'

/**
 * Milliseconds without a message from the tab that reads, after which another takes its
 * place: a frozen tab keeps its lock.
 */
const patience = 50_000

/**
 * Follows the events of one credential, alone or through another tab. Tabs of another credential, and private windows,
 * have a stream of their own: the name of the lock says whose it is, and so does the first event.
 * @param on {event (name, data), open (), lost (), refused (text)}
 */
export async function followTogether ({ okmsId, credentialId }, on) {
  const name = `okms-emulator ${okmsId} ${credentialId}`
  const channel = new BroadcastChannel(name)
  const left = new AbortController()
  let state = []
  let heard = () => {}

  window.addEventListener('pagehide', () => { left.abort() })
  // A page that comes back from the browser's memory has missed what happened.
  window.addEventListener('pageshow', ({ persisted }) => { if (persisted) location.reload() })

  /** Says it in this tab and in all others. */
  const tell = (kind, ...values) => {
    if (kind === 'event' && values[0] === 'welcome' && values[1].credentialId !== credentialId) {
      location.reload()
      throw new Error('the browser has changed its certificate')
    }
    if (kind !== 'event') state = [kind, ...values]
    channel.postMessage([kind, ...values])
    on[kind](...values)
  }
  const everywhere = Object.fromEntries(['event', 'open', 'lost', 'refused']
    .map((kind) => [kind, (...values) => { tell(kind, ...values) }]))

  channel.onmessage = ({ data: [kind, ...values] }) => {
    if (kind === 'ask') {
      if (state.length > 0) channel.postMessage(state)
      return
    }
    heard()
    on[kind]?.(...values)
  }

  for (let steal = false; !left.signal.aborted;) {
    const silent = new AbortController()
    const ended = new AbortController()
    const stop = () => {
      silent.abort()
      ended.abort()
    }
    left.signal.addEventListener('abort', stop)
    let timer
    heard = () => {
      clearTimeout(timer)
      timer = setTimeout(() => { silent.abort() }, patience)
    }
    heard()
    channel.postMessage(['ask'])
    try {
      await navigator.locks.request(name, steal ? { steal } : { signal: silent.signal }, async () => {
        clearTimeout(timer)
        heard = () => {}
        await follow('/page/events', everywhere, ended.signal)
      })
      // Rejected permanently, or the page is left.
      return
    } catch (error) {
      if (error.name !== 'AbortError') throw error
      // Either nothing was heard for long, or another tab thought so of this one.
      steal = silent.signal.aborted
      state = []
    } finally {
      clearTimeout(timer)
      left.signal.removeEventListener('abort', stop)
      ended.abort()
    }
  }
}
