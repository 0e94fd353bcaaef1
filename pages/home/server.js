// Reads what the page shows from the server.

/** Loads `/page/NAME.json`. Members of `parameters` that are empty are left out. */
export async function load (name, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value))
  const response = await fetch(`/page/${name}.json?${query}`, { cache: 'no-store' })
  const reply = await response.json()
  if (!response.ok) throw new Error(reply.errors?.[0] ?? `status ${response.status}`)
  return reply
}

/**
 * `load` for one reader; undefined when there is no answer, or a refusal. A reply to another reader, as the browser has
 * changed its certificate, is not shown but loads the page again.
 */
export function loaderFor ({ credentialId }) {
  return async (name, parameters) => {
    const reply = await load(name, parameters).catch(() => undefined)
    if (reply === undefined || reply.credentialId === credentialId) return reply
    location.reload()
    return undefined
  }
}

/**
 * Makes a function that runs `task` after `pause` milliseconds, once for all calls until then; while the page is
 * hidden, when it is shown again.
 */
export function soon (task, pause) {
  let timer
  let waiting = false
  const run = () => {
    timer = undefined
    waiting = document.hidden
    if (!waiting) task()
  }
  document.addEventListener('visibilitychange', () => { if (waiting) run() })
  return () => { timer ??= setTimeout(run, pause) }
}
