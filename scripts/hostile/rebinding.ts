// DNS rebinding in Chromium: pages whose names were led to this machine ask the bootstrap port and the TLS port for
// the private key, as pages of the same origin.

import { request } from 'undici'
import { openBrowser, type Browser } from '../../test/browser/chromium.js'
import { startHostileServer, type HostileServer } from './hostile-server.js'
import type { HostileSuite } from './suite.js'

/** Names of an attacker. All but the last two are led to this machine; Chromium leads these there by itself. */
const names = {
  short: [
    'evil.lan', 'evil.example.com', 'evil', 'localhost.evil.example', 'evil.lan.', 'evil.localhost', 'localhost.'
  ],
  long: [
    'evil.lan', 'evil.local', 'evil.home.arpa', 'evil.internal', 'evil.localdomain', 'evil.test', 'evil.example.com',
    'evil', 'kms', 'kms2', 'localhost1', 'localhost.evil.example', 'localhost.lan', 'localhost.localdomain',
    '127.0.0.1.evil.example', '127-0-0-1.evil.example', 'evil.lan.', 'kms.', 'ip6-localhost', 'EVIL.LAN',
    'LOCALHOST.Evil.Example', 'xn--e1awd7f.example', 'a.b.c.d.e.evil.example', 'evil_name.lan', 'evil.localhost',
    'localhost.'
  ]
} as const

/** Spellings of this machine's own address, which need the secret and nothing else. */
const addresses = {
  short: ['127.0.0.1', '0.0.0.0', 'LOCALHOST'],
  long: ['127.0.0.1', '127.1', '0x7f.0.0.1', '2130706433', '017700000001', '0.0.0.0', 'localhost', 'LOCALHOST']
} as const

const paths = [
  '/', '/client-key.pem', '/client-combined.pem', '/bundle.tar', '/client.p12', '/store.password', '/okms.env'
]

/** What a page of the same origin can send; `SECRET` becomes the real one, which an attacker does not have. */
const sendings = [
  {}, { headers: { 'x-requested-with': 'page' } }, { headers: { authorization: 'Bearer guessed-by-the-page' } },
  { headers: { 'x-forwarded-host': 'localhost', forwarded: 'host=localhost' } }, { mode: 'no-cors' },
  { credentials: 'include', cache: 'no-store' }, { referrerPolicy: 'no-referrer' }, { method: 'HEAD' },
  { headers: { authorization: 'Bearer SECRET' } }
]

interface Seen {
  readonly how: string
  readonly status: number
  readonly text: string
}

/** Sends everything from the page that is open. */
async function askFrom (browser: Browser, secret: string): Promise<readonly Seen[]> {
  return await browser.page.evaluate<Seen[]>(`(async () => {
    const seen = []
    const sendings = ${JSON.stringify(sendings).replaceAll('SECRET', secret)}
    for (const path of ${JSON.stringify(paths)}) {
      for (const sending of sendings) {
        const reply = await fetch(path, sending)
        seen.push({ how: 'fetch ' + path + ' ' + JSON.stringify(sending), status: reply.status, text: await reply.text() })
      }
      const asked = new XMLHttpRequest()
      asked.open('GET', path, false)
      asked.send()
      seen.push({ how: 'XMLHttpRequest ' + path, status: asked.status, text: asked.responseText })
      const frame = document.createElement('iframe')
      frame.src = path
      const loaded = new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 1000) })
      document.documentElement.append(frame)
      await loaded
      seen.push({ how: 'iframe ' + path, status: 0, text: frame.contentDocument?.documentElement?.textContent ?? '' })
    }
    seen.push({ how: 'service worker', status: 0, text: String(navigator.serviceWorker === undefined || !isSecureContext) })
    return seen
  })()`)
}

const isPrivate = (text: string) => /PRIVATE KEY|^bundle\.tar$/m.test(text)

async function attackBootstrap (
  server: HostileServer, browser: Browser, host: string, isOwn: boolean
): Promise<{ readonly count: number, readonly faults: readonly string[] }> {
  const { port } = new URL(server.bootstrap.url)
  await browser.page.goto(`http://${host}:${port}/`)
  const seen = await askFrom(browser, server.bootstrap.secret)
  const faults = seen.flatMap(({ how, status, text }) => {
    const what = `${host}: ${how.replace(server.bootstrap.secret, 'the secret')}`
    const hasSecret = how.includes(server.bootstrap.secret)
    // A page that knows the secret and has no foreign name is no attacker.
    if (isOwn && hasSecret) return []
    if (isPrivate(text)) return [`${what}: the page got ${text.slice(0, 40)}`]
    const wanted = isOwn ? [401, 403] : [403]
    return status === 0 || wanted.includes(status) ? [] : [`${what}: ${status} ${text.slice(0, 200)}`]
  })
  return { count: seen.length, faults }
}

/** The bundle is there for a program that sends the secret. */
async function requireBundle ({ bootstrap }: HostileServer): Promise<void> {
  const { body } = await request(`${bootstrap.url}/client-key.pem`, {
    headers: { authorization: `Bearer ${bootstrap.secret}` }
  })
  if (!isPrivate(await body.text())) throw new Error('a program with the secret got no key')
}

/**
 * A page of the name, which can only have come over plain HTTP as no public CA certifies the attacker for this machine,
 * asks the TLS port under the same name. Another scheme and port is another origin.
 */
async function attackTls (server: HostileServer, browser: Browser, host: string): Promise<readonly string[]> {
  const { port } = server.ready
  const learned = await browser.page.evaluate<string[]>(`Promise.all(['https', 'http'].flatMap((scheme) =>
    ['/page/start.json', '/page/keys.json', '/', '/swagger/json'].map(async (path) => {
      const url = scheme + '://${host}:${port}' + path
      const got = await fetch(url, { credentials: 'include', signal: AbortSignal.timeout(5000) }).then((reply) => reply.text(), () => undefined)
      return url + (got === undefined ? '' : ' was read: ' + got.slice(0, 100))
    })))`)
  return learned.filter((line) => line.includes(' was read: '))
}

export const rebinding: HostileSuite = {
  name: 'rebinding',
  needs: ['chromium', 'certutil', 'pk12util'],
  async run ({ short, progress, ...run }) {
    const length = short ? 'short' : 'long'
    const foreign = names[length]
    const own = addresses[length]
    const server = await startHostileServer(run, { flags: ['--server-name', 'kms.example.org'] })
    const browser = await openBrowser({
      files: server.ready.files,
      endpoint: server.ready.endpoint,
      // With one, Chromium would ask its user which to use for each name.
      withCertificate: false,
      rebound: foreign.slice(0, -2).flatMap((name) => [name, name.toLowerCase()])
    })
    const faults: string[] = []
    let count = 0
    try {
      await requireBundle(server)
      for (const host of [...foreign, ...own]) {
        const isOwn = (own as readonly string[]).includes(host)
        const seen = await attackBootstrap(server, browser, host, isOwn)
        count += seen.count
        faults.push(...seen.faults)
        if (!isOwn) faults.push(...await attackTls(server, browser, host))
        progress(`${host}: ${count} attempts`)
      }
    } finally {
      await browser.close()
      await server.stop()
    }
    if (faults.length > 0) throw new Error(['', ...faults.slice(0, 20)].join('\n'))
    return `${foreign.length} names led to this machine and ${own.length} spellings of its address, ${count} attempts on the bootstrap port: no page got a private key, not even one that knows the secret under a foreign name; none could read from the TLS port`
  }
}
