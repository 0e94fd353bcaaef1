// Cross-site requests from Chromium: pages of other origins use a browser that holds the client or the admin
// certificate. They change nothing and read nothing.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { adminPkcs12 } from '../../test/browser/admin-pkcs12.js'
import { openBrowser, type Browser } from '../../test/browser/chromium.js'
import { attemptScript, foreignAttempts, type Target } from './foreign-attempts.js'
import { faultsInLog, startHostileServer, type HostileServer } from './hostile-server.js'
import type { HostileSuite } from './suite.js'

/** The same site at another port, and two other sites. */
const hosts = { short: ['evil.example'], long: ['localhost', 'evil.example', '127.0.0.1', 'evil.localhost'] }

async function foreignPages () {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>elsewhere</title><body></body>')
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return { port: (server.address() as AddressInfo).port, close: () => { server.close(); server.closeAllConnections() } }
}

interface Prepared {
  /** What the holder of the client certificate could do. */
  readonly client: readonly Target[]
  /** What the holder of the admin certificate could do. */
  readonly admin: readonly Target[]
}

async function prepare (server: HostileServer): Promise<Prepared> {
  const { endpoint, okmsId } = server.ready
  const create = async (name: string) =>
    (await server.api('POST', '/servicekey', { name, type: 'oct' }) as { body: { id: string } }).body.id
  const [active, stopped] = [await create('active'), await create('stopped')]
  await server.api('POST', `/servicekey/${stopped}/deactivate`, { reason: 'unspecified' })
  const add = async (path: string, body: object) =>
    (await server.admin.request('POST', `/_emulator${path}`, body)).body as Record<string, string>
  const { okmsId: other = '' } = await add('/domains', { name: 'other' })
  const token = await add('/tokens', { name: 'a token' })
  const { id: snapshot = '' } = await add('/snapshots', { name: 'a snapshot' })
  await add('/faults', { match: { okmsId: other }, effect: { status: 429 } })
  const keys = `${endpoint}/api/${okmsId}/v1/servicekey`
  const control = `${endpoint}/_emulator`
  return {
    client: [
      { method: 'POST', url: `${keys}/${stopped}/activate` },
      { method: 'POST', url: `${keys}/${active}/deactivate`, body: '{"reason":"unspecified"}' },
      { method: 'POST', url: `${endpoint}/v1/servicekey/${stopped}/activate` },
      { method: 'POST', url: keys, body: '{"name":"forged","type":"oct"}' },
      { method: 'PATCH', url: `${keys}/${active}`, body: '{"name":"forged"}' },
      { method: 'DELETE', url: `${keys}/${stopped}` },
      { method: 'POST', url: `${keys}/${active}/encrypt`, body: '{"plaintext":"AAAA"}' },
      { method: 'GET', url: `${keys}?state=all` },
      { method: 'GET', url: `${endpoint}/api/${okmsId}/v1/random` },
      { method: 'GET', url: `${endpoint}/page/keys.json` },
      { method: 'GET', url: `${endpoint}/page/events` },
      { method: 'POST', url: `${endpoint}/auth/oauth2/token`, body: '{}' },
      { method: 'GET', url: `${server.bootstrap.url}/client-key.pem` }
    ],
    admin: [
      { method: 'POST', url: `${control}/domains`, body: '{"name":"forged"}' },
      { method: 'DELETE', url: `${control}/domains/${other}` },
      { method: 'POST', url: `${control}/domains/${other}/credentials`, body: '{"name":"forged"}' },
      { method: 'POST', url: `${control}/tokens`, body: '{"name":"forged"}' },
      { method: 'DELETE', url: `${control}/tokens/${token['id']}` },
      { method: 'PUT', url: `${control}/groups/forged`, body: '{"members":[]}' },
      { method: 'GET', url: `${control}/domains` },
      { method: 'GET', url: `${control}/tokens` },
      { method: 'PATCH', url: `${control}/clock`, body: '{"advance":"90d","frozen":true}' },
      { method: 'PATCH', url: `${control}/domains/${other}/clock`, body: '{"advance":"90d","frozen":true}' },
      { method: 'POST', url: `${control}/faults`, body: '{"effect":{"status":503}}' },
      { method: 'DELETE', url: `${control}/faults` },
      { method: 'DELETE', url: `${control}/journal` },
      { method: 'GET', url: `${control}/journal/stream` },
      { method: 'GET', url: `${control}/journal/wait?timeout=0s` },
      { method: 'POST', url: `${control}/snapshots`, body: '{"name":"forged"}' },
      { method: 'POST', url: `${control}/snapshots/${snapshot}/restore` },
      { method: 'DELETE', url: `${control}/snapshots/${snapshot}` },
      { method: 'POST', url: `${control}/domains/${other}/reset` },
      { method: 'POST', url: `${control}/reset` },
      { method: 'POST', url: `${control}/seed`, body: '{"content":"domains: [{name: forged}]"}' },
      { method: 'GET', url: `${control}/export?material=true` }
    ]
  }
}

/** Everything that a request could have changed. */
async function stateOf (server: HostileServer): Promise<unknown> {
  const admin = async (path: string): Promise<unknown> => (await server.admin.request('GET', `/_emulator${path}`)).body
  const keys = (await server.api('GET', '/servicekey?state=all')).body as unknown
  const lists = ['/domains', '/tokens', '/service-accounts', '/api-keys', '/policies', '/groups', '/faults',
    '/snapshots']
  const clocks = await Promise.all(['/clock', `/domains/${server.ready.okmsId}/clock`].map(admin))
  const isReal = clocks.map((clock) => (clock as { readonly real: boolean }).real)
  return [keys, await Promise.all(lists.map(admin)), isReal]
}

/** Requests that were carried out or showed something, other than public pages. */
function accepted (log: string): readonly string[] {
  return log.split('\n').filter((line) => line.includes('"msg":"request"')).flatMap((line) => {
    const { http_method: method, http_path: path, http_status: status } = JSON.parse(line) as Record<string, string>
    const isPrivate = /^\/(api|v1|page\/(\w+\.json|events)|_emulator\/(?!swagger))/.test(path ?? '')
    return isPrivate && Number(status) < 400 ? [`the server answered ${method} ${path} with ${status}`] : []
  })
}

export const browserCsrf: HostileSuite = {
  name: 'browser-csrf',
  needs: ['chromium', 'certutil', 'pk12util', 'openssl'],
  async run ({ short, progress, ...run }) {
    const server = await startHostileServer(run)
    const prepared = await prepare(server)
    const pages = await foreignPages()
    const before = await stateOf(server)
    const faults: string[] = []
    const counts = { pages: 0, attempts: 0, requests: 0 }

    async function attack (browser: Browser, targets: readonly Target[], control: string): Promise<void> {
      // The browser holds the certificate: a page of the server itself may read.
      await browser.page.goto(`${server.ready.endpoint}/page/words.js`)
      const status = await browser.page.evaluate<number>(`fetch(${JSON.stringify(control)}).then(({ status }) => status)`)
      if (status !== 200) faults.push(`a page of the server gets ${status} for ${control}: no certificate was used`)
      // Log lines come in batches: that of this request must not count as one of a foreign page.
      for (let turn = 0; turn < 500 && !server.wholeLog().includes(`"http_path":"${control}"`); turn++) await delay(10)
      for (const host of hosts[short ? 'short' : 'long']) {
        await browser.page.goto(`http://${host}:${pages.port}/`)
        counts.pages++
        const since = server.wholeLog().length
        const outcomes = await browser.page.evaluate<string[]>(attemptScript(targets))
        counts.attempts += outcomes.length
        const log = server.wholeLog().slice(since)
        counts.requests += log.split('\n').length - 1
        const learned = outcomes.filter((outcome) => outcome.includes(': read'))
        faults.push(...[...learned, ...accepted(log)].map((what) => `a page of ${host}: ${what}`))
        progress(`${counts.attempts} attempts`)
      }
    }

    try {
      const { files, endpoint } = server.ready
      const common = { files, endpoint, withCertificate: true, rebound: ['evil.example'] }
      for (const [targets, control, options] of [
        [prepared.client, '/page/keys.json', {}],
        [prepared.admin, '/_emulator/domains', { pkcs12: adminPkcs12(run) }]
      ] as const) {
        const browser = await openBrowser({ ...common, ...options })
        try {
          await attack(browser, targets, control)
        } finally {
          await browser.close()
        }
      }
      if (!isDeepStrictEqual(await stateOf(server), before)) faults.push('keys, domains, tokens, policies, groups, clocks, faults or snapshots changed')
    } finally {
      pages.close()
      await server.stop()
    }
    faults.push(...faultsInLog(server.wholeLog()))
    if (faults.length > 0) throw new Error(['', ...[...new Set(faults)].slice(0, 30)].join('\n'))
    const targets = prepared.client.length + prepared.admin.length
    return `${Object.keys(foreignAttempts).length} ways to send on ${targets} endpoints from ${counts.pages} pages of other origins, ${counts.attempts} attempts: ${counts.requests} lines in the log, nothing was carried out, read or changed`
  }
}
