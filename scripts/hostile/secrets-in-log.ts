// A server that logs everything is called as it should be, and with secrets in every wrong place. None of them may be
// in its log, in a refusal, in what its pages show, or in its files; and its private files are private.

import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import path from 'node:path'
import { createSeeded } from '../durability/seeded.js'
import { faultsInLog, startHostileServer, type HostileServer } from './hostile-server.js'
import { findSecrets } from './known-secrets.js'
import { findMark, markedShapes, newMark } from './marked-secrets.js'
import { misplaced, type Misplaced } from './misplaced-secrets.js'
import { perform, type Call } from './call.js'
import { callEveryOperation } from './rightful-calls.js'
import type { HostileSuite } from './suite.js'

/** Misplaced secrets that are tried, of the shapes in turn: all of them, or one in so many. */
const oneIn = { short: 8, long: 1 }
const enough = 20

/** The text of the refusal; empty when the request was accepted. */
async function send (server: HostileServer, { call, headers = {}, raw }: Misplaced): Promise<string> {
  const reply = raw === undefined
    ? await perform(server, call, headers)
    : await perform(server, call, { 'content-type': 'application/json', ...headers }, raw)
  return reply.status < 400 ? '' : JSON.stringify(reply.body)
}

/** Bytes that become no request, on both ports. */
async function sendMalformed (server: HostileServer, newSecret: () => string): Promise<string[]> {
  const ports = [server.ready.port, Number(new URL(server.bootstrap.url).port)]
  const heads: ReadonlyArray<(secret: string) => string> = [
    (secret) => `${secret}\r\n\r\n`,
    (secret) => `GET /${secret} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    (secret) => `GET /a b${secret} HTTP/1.1\r\n\r\n`,
    (secret) => `GET / HTTP/1.1\r\n${secret} x\r\n\r\n`,
    (secret) => `GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secret}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    (secret) => `GET /client-key.pem HTTP/1.1\r\nHost: ${secret}\r\nConnection: close\r\n\r\n`,
    (secret) => `GET /client-key.pem HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secret}\r\nConnection: close\r\n\r\n`,
    (secret) => `GET http://user:${secret}@localhost/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
  ]
  return await Promise.all(ports.flatMap((port) => heads.map(async (head) => {
    const socket = connectTcp({ host: '127.0.0.1', port })
    socket.on('error', () => {})
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.end(head(newSecret().replaceAll('\n', ' ')))
    await once(socket, 'close')
    return Buffer.concat(chunks).toString()
  })))
}

/** Seeds that are wrong near a secret, or in it. */
function * wrongSeeds (newSecret: () => string): Generator<Misplaced> {
  const inDomain = (members: object) => ({ domains: [{ name: 'wrong', ...members }] })
  const key = (members: object) => inDomain({ keys: [{ name: 'a key', ...members }] })
  const secret = (members: object) => inDomain({ secrets: [{ path: 'a/secret', ...members }] })
  const wrong: ReadonlyArray<(secret: string) => unknown> = [
    (text) => key({ type: 'oct', key: text }),
    (text) => key({ type: 'oct', key: [text] }),
    (text) => key({ type: text }),
    (text) => key({ jwk: text }),
    (text) => key({ jwk: { kty: 'oct', k: text } }),
    (text) => key({ jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB', d: text } }),
    (text) => key({ pem: text }),
    (text) => key({ pem: `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----` }),
    (text) => key({ material: text }),
    (text) => secret({ data: text }),
    (text) => secret({ data: [text] }),
    (text) => secret({ data: { password: text }, state: text }),
    (text) => secret({ versions: [{ data: text }] }),
    (text) => secret({ versions: text }),
    (text) => secret({ password: text }),
    (text) => ({ tokens: [{ name: 'wrong', token: text }] }),
    (text) => `domains:\n  - name: a\n    secrets:\n      - {path: a, data: {password: '${text}'\n`,
    (text) => `domains: [{name: a, secrets: [{path: a, data: {a: !!js '${text}'}}]}]`,
    (text) => `domains: [{name: a, secrets: [{path: a, data: {a: *x${text}}}]}]`,
    (text) => `domains:\n\t- "${text}"`
  ]
  for (const make of wrong) {
    const made = make(newSecret())
    const content = typeof made === 'string' ? made : JSON.stringify(made)
    yield { call: { as: 'admin', method: 'POST', path: '/_emulator/seed', body: { content } } }
  }
}

/** What tells of requests and of what is there, and must be without secrets. */
async function shown (server: HostileServer): Promise<ReadonlyArray<readonly [name: string, text: string]>> {
  const paths = [
    '/journal?limit=1000', '/journal/wait?timeout=1ms&count=10000', '/metrics', '/faults', '/snapshots', '/export',
    '/export?format=json', '/clock', '/health'
  ]
  const own = (await server.client.request('GET', '/page/operations.json')).body as unknown
  const replies = await Promise.all(paths.map(async (path) => {
    const { status, body } = await server.admin.request('GET', `/_emulator${path}`) as { status: number, body: unknown }
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`)
    return [path, typeof body === 'string' ? body : JSON.stringify(body)] as const
  }))
  return [['the journal of the page', JSON.stringify(own)], ...replies]
}

/** A body that belongs to another operation. */
function * exchanged (calls: readonly Call[]): Generator<Misplaced> {
  for (const call of calls) {
    for (const other of calls) {
      if (other.body !== undefined && other !== call && call.method !== 'GET') {
        yield { call: { ...call, body: other.body } }
      }
    }
  }
}

/** Which files of a folder, by name, every user of the machine may read: those without any secret. */
const isPublic = (name: string, content: Buffer) =>
  /\.(lock|ya?ml|gitignore)$/.test(name) || (name.endsWith('.pem') && !content.includes('PRIVATE KEY'))

function openFiles (folders: readonly string[]): { readonly checked: number, readonly faults: readonly string[] } {
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
  const faults = files.filter((file) => !isPublic(path.basename(file), readFileSync(file)) &&
    (statSync(file).mode & 0o077) !== 0)
  return { checked: files.length, faults: faults.map((file) => `${file} is open to other users`) }
}

export const secretsInLog: HostileSuite = {
  name: 'secrets-in-log',
  needs: [],
  async run (run) {
    const server = await startHostileServer(run)
    const seeded = createSeeded(run.seed)
    const { calls, atRest, passing } = await callEveryOperation(server)
    const mark = newMark()
    const shapes = Object.values(markedShapes)
    let turn = 0
    const newSecret = () => shapes[turn++ % shapes.length]?.(mark) ?? ''
    const faults: string[] = []
    const sent = { misplaced: 0, exchanged: 0, seeds: 0 }

    for (const [kind, places] of [
      ['misplaced', calls.flatMap((call) => [...misplaced(call, newSecret)])], ['exchanged', [...exchanged(calls)]]
    ] as const) {
      for (const place of places) {
        if (faults.length >= enough) break
        if (run.short && seeded.integer(oneIn.short) > 0) continue
        const refusal = await send(server, place)
        sent[kind]++
        const what = `${place.call.method} ${place.call.path.slice(0, 60)}: the refusal`
        faults.push(...findMark(mark, refusal).map((found) => `${what}: ${found}`))
        faults.push(...findSecrets(what, refusal, [...atRest, ...passing]))
        run.progress(`${sent.misplaced + sent.exchanged} requests`)
      }
    }
    for (const place of [...wrongSeeds(newSecret), ...wrongSeeds(newSecret)]) {
      const refusal = await send(server, place)
      faults.push(...findMark(mark, refusal).map((found) => `a wrong seed: ${found} in ${refusal.slice(0, 300)}`))
      sent.seeds++
    }
    const answers = await sendMalformed(server, newSecret)
    for (const answer of answers) faults.push(...findMark(mark, answer).map((found) => `a refusal: ${found}`))

    // While it runs, the database has its write-ahead log.
    const data = path.join(run.folder, 'data')
    const modes = openFiles([data, server.certs, server.pki])
    faults.push(...modes.faults)
    const searchData = () => {
      for (const name of readdirSync(data)) {
        faults.push(...findSecrets(name, readFileSync(path.join(data, name)), atRest))
      }
    }
    searchData()
    for (const [name, text] of await shown(server)) {
      faults.push(...findSecrets(name, text, [...atRest, ...passing]))
      // What was accepted as a name is shown as one.
      if (name.startsWith('/export')) continue
      faults.push(...findMark(mark, text).map((found) => `${name}: ${found}`))
    }
    await server.stop()
    searchData()
    const log = server.wholeLog()
    faults.push(...findMark(mark, log).map((found) => `the log: ${found}`))
    faults.push(...findSecrets('the log', log, [...atRest, ...passing]), ...faultsInLog(log))
    if (faults.length > 0) throw new Error(['', ...faults.slice(0, enough)].join('\n'))
    return `${calls.length} calls with ${atRest.length + passing.length} known secrets, ${sent.misplaced} with a secret in a wrong place, ${sent.exchanged} with the body of another operation, ${sent.seeds} seeds that are wrong near a secret, ${answers.length} that are no request: none of the secrets in ${log.length} bytes of log, refusals, journal, metrics, export, database and write-ahead log; ${modes.checked} files have the right mode`
  }
}
