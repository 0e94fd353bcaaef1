// A token or a key that was pasted into a path: the log, the journal and the refusal do not repeat it.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'
import { exchange, openTls, type RawReply } from '../../hostile/raw-connection.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator({ flags: ['--ephemeral', '--log-level', 'trace'] }) })
afterAll(async () => { await emulator.close() })

const part = (length: number) => randomBytes(length).toString('base64url')
const pem = () => `-----BEGIN PRIVATE KEY-----\n${randomBytes(138).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`

const secrets: Readonly<Record<string, () => string>> = {
  'a JWS': () => `eyJhbGciOiJFUzI1NiJ9.${part(60)}.${part(64)}`,
  'a JWE': () => `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${part(12)}.${part(32)}.${part(16)}`,
  'an opaque token': () => part(32),
  'a bearer token, escaped': () => encodeURIComponent(`Bearer ${part(40)}`),
  // With slashes every few characters, as any key has some.
  'a key in base64': () => randomBytes(32).toString('base64').replace(/.{11}/g, '$&/'),
  'a key in base64, escaped': () => encodeURIComponent(randomBytes(32).toString('base64').replace(/.{9}/g, '$&/')),
  'PEM, escaped': () => encodeURIComponent(pem()),
  'PEM with line breaks': pem,
  'hexadecimal digits': () => randomBytes(32).toString('hex')
}

const places: ReadonlyArray<readonly [string, (secret: string) => string]> = [
  ['GET', (secret) => `/api/OWN/v1/servicekey/${secret}`],
  ['DELETE', (secret) => `/api/OWN/v1/servicekey/${secret}`],
  ['POST', (secret) => `/api/OWN/v1/servicekey/${secret}/activate`],
  ['GET', (secret) => `/api/OWN/v1/servicekey/${secret}/nothing`],
  ['GET', (secret) => `/api/${secret}/v1/servicekey`],
  ['GET', (secret) => `/v1/servicekey/${secret}`],
  ['GET', (secret) => `/_emulator/tokens/${secret}`],
  ['GET', (secret) => `/${secret}`],
  ['PUT', (secret) => `/api/OWN/v1/random/${secret}`],
  ['GET', (secret) => `/api/OWN/v1/random?length=1#${secret}`],
  ['GET', (secret) => `/swagger/#${secret}`],
  ['GET', (secret) => `/swagger/?token=${secret}`],
  ['GET', (secret) => `/page/start.json#${secret}`],
  ['GET', (secret) => `//token:${secret}@localhost/api`],
  ['OPTIONS', (secret) => `/api/OWN/v1/servicekey/${secret}`],
  ['GET', (secret) => `/%zz/${secret}`]
]

it.each(Object.entries(secrets))('%s is repeated nowhere', async (_, make) => {
  for (const [method, place] of places) {
    const secret = make()
    const path = place(secret).replace('OWN', emulator.okmsId)
    const before = emulator.log().length
    const replies: RawReply[] = await exchange(
      await openTls(emulator), `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
    )
    expect(replies).toHaveLength(1)
    const { body: { operations } } = await emulator.client.request('GET', '/page/operations.json')
    const refusals = replies.flatMap(({ body }) => (body as { errors?: readonly string[] }).errors ?? [])
    const said = [emulator.log().slice(before), JSON.stringify(operations), ...refusals].join('\n')
    expect(emulator.log().slice(before)).toContain('"request_id"')
    // No 24 characters of it in a row, and not what is left of it without its slashes.
    for (let at = 0; at + 24 <= secret.length; at++) {
      const piece = secret.slice(at, at + 24)
      const written = JSON.stringify(piece).slice(1, -1)
      if (/[a-z\d].*[A-Z]|\d/.test(piece)) expect(said, `${method} ${path}`).not.toContain(written)
    }
  }
})

it('a request that is answered is logged without query and fragment', async () => {
  await exchange(await openTls(emulator), `GET /swagger/#${part(32)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  expect(emulator.log()).toContain('"http_path":"/swagger/",')
  expect(emulator.log()).not.toContain('"http_path":"/swagger/#')
})
