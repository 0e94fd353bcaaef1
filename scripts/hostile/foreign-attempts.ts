// What a page of another origin can make a browser send, as scripts of that page.

/** An endpoint that would change or show something. */
export interface Target {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  /** JSON. */
  readonly body?: string
}

const encodings = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']

/**
 * By name, the expression that gives a promise of what the page learned: `read ...` when it could read anything.
 * `target` has the members of Target.
 */
export const foreignAttempts: Readonly<Record<string, string>> = {
  'fetch, no-cors': "learn(fetch(url, { method: simple, body: text, mode: 'no-cors', credentials: 'include' }))",
  'fetch, cors': "learn(fetch(url, { method: simple, body: text, credentials: 'include' }))",
  'fetch, its own method': "learn(fetch(url, { method, body: text, credentials: 'include' }))",
  'fetch, JSON': "learn(fetch(url, { method, body: text, credentials: 'include', headers: { 'content-type': 'application/json' } }))",
  'fetch, a header of its own': "learn(fetch(url, { method, body: text, credentials: 'include', headers: { 'x-requested-with': 'page', 'x-http-method-override': method } }))",
  'fetch, kept alive': "learn(fetch(url, { method: simple, body: text, mode: 'no-cors', credentials: 'include', keepalive: true }))",
  'fetch, no referrer': "learn(fetch(url, { method: simple, body: text, mode: 'no-cors', credentials: 'include', referrerPolicy: 'no-referrer' }))",
  'fetch, form data': "learn(fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'b' }), mode: 'no-cors', credentials: 'include' }))",
  XMLHttpRequest: `new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    request.withCredentials = true
    request.onload = () => resolve('read ' + request.responseText.slice(0, 100))
    request.onerror = () => resolve('failed')
    request.send(text)
  })`,
  sendBeacon: "navigator.sendBeacon(url, text ?? '')",
  'sendBeacon, a form': "navigator.sendBeacon(url, new URLSearchParams({ a: 'b' }))",
  'sendBeacon, JSON': "navigator.sendBeacon(url, new Blob([text ?? '{}'], { type: 'application/json' }))",
  ...Object.fromEntries(encodings.map((type) => [`form, ${type}`, `new Promise((resolve) => {
    const frame = element('iframe', {})
    frame.name = 'frame' + Math.random()
    const form = element('form', { method: 'POST', action: url, enctype: '${type}', target: frame.name })
    const input = document.createElement('input')
    input.name = text ?? 'a'
    input.value = ''
    form.append(input)
    frame.onload = () => resolve(frameText(frame))
    form.submit()
  })`])),
  'form, GET': `new Promise((resolve) => {
    const frame = element('iframe', {})
    frame.name = 'frame' + Math.random()
    const form = element('form', { method: 'GET', action: url, target: frame.name })
    frame.onload = () => resolve(frameText(frame))
    form.submit()
  })`,
  iframe: "new Promise((resolve) => { const frame = element('iframe', { src: url }); frame.onload = () => resolve(frameText(frame)) })",
  'iframe, sandboxed': "new Promise((resolve) => { const frame = element('iframe', { sandbox: 'allow-scripts allow-forms', src: url }); frame.onload = () => resolve(frameText(frame)) })",
  ...Object.fromEntries(['img', 'script', 'embed', 'video', 'audio', 'source', 'track'].map((name) => [name, `load(element('${name}', { src: url }))`])),
  'script, module': "load(element('script', { type: 'module', crossOrigin: 'use-credentials', src: url }))",
  'img with CORS': "load(element('img', { crossOrigin: 'use-credentials', src: url }))",
  object: "load(element('object', { data: url }))",
  stylesheet: "load(element('link', { rel: 'stylesheet', href: url }))",
  prefetch: "load(element('link', { rel: 'prefetch', href: url }))",
  preload: "load(element('link', { rel: 'preload', as: 'fetch', crossOrigin: 'use-credentials', href: url }))",
  'a, ping': "(element('a', { href: '#', ping: url }).click(), Promise.resolve('clicked'))",
  EventSource: `new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: true })
    source.onopen = () => { source.close(); resolve('read a stream') }
    source.onerror = () => { source.close(); resolve('failed') }
  })`,
  WebSocket: `new Promise((resolve) => {
    const socket = new WebSocket(url.replace('http', 'ws'))
    socket.onopen = () => resolve('read a socket')
    socket.onerror = () => resolve('failed')
  })`,
  Worker: "new Promise((resolve) => { const worker = new Worker(url); worker.onerror = () => resolve('failed'); worker.onmessage = () => resolve('read a message') })",
  'importScripts in a worker': `new Promise((resolve) => {
    const worker = new Worker(URL.createObjectURL(new Blob(['try { importScripts(' + JSON.stringify(url) + '); postMessage("read as a script") } catch { postMessage("failed") }'])))
    worker.onmessage = ({ data }) => resolve(data)
  })`,
  'fetch in a worker': `new Promise((resolve) => {
    const worker = new Worker(URL.createObjectURL(new Blob(['fetch(' + JSON.stringify(url) + ', { method: "POST", mode: "no-cors", credentials: "include" }).then(() => postMessage("opaque"), () => postMessage("failed"))'])))
    worker.onmessage = ({ data }) => resolve(data)
  })`,
  'service worker': "navigator.serviceWorker === undefined ? Promise.resolve('failed') : navigator.serviceWorker.register(url).then(() => 'read as a service worker', () => 'failed')",
  'dynamic import': "import(url).then(() => 'read as a module', () => 'failed')"
}

/** Runs every attempt on each target from the page, all at once; gives what each learned. */
export const attemptScript = (targets: readonly Target[]): string => `(async () => {
  const element = (name, members) => {
    const made = document.createElement(name)
    for (const [member, value] of Object.entries(members)) {
      if (member in made) made[member] = value
      else made.setAttribute(member, value)
    }
    document.body.append(made)
    return made
  }
  const load = (made) => new Promise((resolve) => { made.onload = () => resolve('loaded'); made.onerror = () => resolve('failed') })
  const learn = (reply) => reply.then(async (one) => one.type === 'opaque' ? 'opaque' : 'read ' + one.status + ' ' + (await one.text()).slice(0, 100), () => 'failed')
  const frameText = (frame) => {
    try {
      const text = frame.contentDocument.documentElement.textContent
      return text.trim() === '' ? 'empty' : 'read ' + text.slice(0, 100)
    } catch { return 'shut' }
  }
  const late = () => new Promise((resolve) => setTimeout(() => resolve('no event'), 5000))
  const attempts = {
    ${Object.entries(foreignAttempts).map(([name, code]) => `${JSON.stringify(name)}: async ({ method, url, text, simple }) => ${code}`).join(',\n')}
  }
  const targets = ${JSON.stringify(targets)}
  return await Promise.all(targets.flatMap(({ method, url, body: text }) => Object.entries(attempts).map(async ([name, run]) => {
    const what = method + ' ' + new URL(url).pathname + ', ' + name + ': '
    const simple = method === 'GET' ? 'GET' : 'POST'
    try { return what + await Promise.race([run({ method, url, text, simple }), late()]) } catch { return what + 'failed' }
  })))
})()`
