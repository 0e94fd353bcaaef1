// Bodies that no honest client sends, over the API: each is refused in four fields, and costs no memory that stays.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { exchange, openTls } from './raw-connection.js'
import { watch } from './unharmed.js'

let emulator: TestEmulator
let checkUnharmed: () => Promise<void>
beforeAll(async () => {
  emulator = await startTestEmulator()
  await emulator.api('GET', '/random')
  checkUnharmed = watch(emulator)
})
afterAll(async () => {
  try {
    await checkUnharmed()
  } finally {
    await emulator.close()
  }
})

const json = 'application/json'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes that are still there after everything unused was collected. */
function memoryKept (): number {
  collectGarbage()
  const { external, heapUsed } = process.memoryUsage()
  return external + heapUsed
}
const post = async (raw: string | Buffer, contentType: string | undefined = json) => await emulator.api(
  'POST', '/servicekey', undefined, { raw, headers: contentType === '' ? {} : { 'content-type': contentType } }
)
const sound = '{"name":"a key","type":"EC"}'

describe('a body', () => {
  it.each([
    ['of nothing', ''],
    ['of white space', '   '],
    ['of null', 'null'],
    ['of a list', '[]'],
    ['of a text', '"name"'],
    ['of zeros', Buffer.alloc(100)],
    ['in UTF-16', Buffer.from(sound, 'utf16le')],
    ['after a byte order mark', `\uFEFF${sound}`],
    ['in broken UTF-8', Buffer.from('{"name":"\xff\xfe"}', 'latin1')],
    ['in overlong UTF-8', Buffer.from('{"name":"\xc0\xae"}', 'latin1')],
    ['in UTF-8 of a surrogate', Buffer.from('{"name":"\xed\xa0\x80"}', 'latin1')],
    ['with half of a surrogate pair', '{"name":"\\ud800","type":"EC"}'],
    ['with half of a surrogate pair in a name', '{"\\udfff":1}'],
    ['with a member twice', '{"name":"a","type":"EC","name":"b"}'],
    ['with a member twice, once escaped', '{"name":"a","type":"EC","n\\u0061me":"b"}'],
    ['with __proto__', '{"name":"a","type":"EC","__proto__":{"extractable":true}}'],
    ['with constructor.prototype', '{"name":"a","type":"EC","constructor":{"prototype":{"x":1}}}'],
    ['with __proto__ in a key', '{"name":"a","keys":[{"kty":"oct","__proto__":{"k":"AAECAwQFBgcICQoLDA0ODw"}}]}'],
    ['with a number beyond 64 bits', '{"name":"a","type":"oct","size":18446744073709551872}'],
    ['with a number beyond all', '{"name":"a","type":"oct","size":1e400}'],
    ['with a number a little beside an accepted one', '{"name":"a","type":"oct","size":256.0000001}'],
    ['with a number as text', '{"name":"a","type":"oct","size":"256"}'],
    ['with NaN', '{"name":"a","type":"oct","size":NaN}'],
    ['with a comment', `${sound}// end`],
    ['with a second body behind it', `${sound}${sound}`],
    ['of 100,000 lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['of 100,000 open lists', '['.repeat(100_000)],
    ['of 100,000 objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['with 100,000 lists in a member', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['with 50,000 members', `{${Array.from({ length: 50_000 }, (_, index) => `"m${index}":1`).join(',')}}`],
    ['with a name of 500 kB', JSON.stringify({ name: 'x'.repeat(500_000), type: 'EC' })],
    [
      'with 20,000 keys',
      JSON.stringify({
        name: 'a', keys: Array.from({ length: 20_000 }, () => ({ kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw' }))
      })
    ],
    [
      'with an RSA key of 60,000 bits',
      JSON.stringify({
        name: 'a', keys: [{ kty: 'RSA', n: Buffer.alloc(7500, 0xff).toString('base64url'), e: 'AQAB' }]
      })
    ],
    [
      'with an RSA exponent of 40,000 bits',
      JSON.stringify({
        name: 'a',
        keys: [{
          kty: 'RSA',
          n: Buffer.alloc(256, 0xff).toString('base64url'),
          e: Buffer.alloc(5000, 0xff).toString('base64url')
        }]
      })
    ]
  ])('%s is refused', async (_, raw) => {
    const { status, body } = await post(raw)
    expect(status).toBe(400)
    expect(JSON.stringify(body).length).toBeLessThan(6000)
  })

  it('leaves the prototype of objects alone', () => {
    expect(Reflect.get({}, 'extractable') ?? Reflect.get({}, 'x')).toBeUndefined()
  })
})

describe('a content type', () => {
  it.each([
    'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml',
    'application/jsonx', 'application', '/', ';', 'application/json, text/plain',
    '__proto__'
  ])('%s is refused', async (type) => {
    const { status, body } = await post(sound, type)
    expect([status, body.errors.join()]).toEqual([400, expect.stringContaining('application/json')])
  })
})

describe('a body of', () => {
  it.each([1, 1000, 1024 * 1024, 1024 * 1024 + 1, 10 * 1024 * 1024])('%i bytes is refused with one reply, announced or in chunks', async (length) => {
    const head = `POST /api/${emulator.okmsId}/v1/servicekey HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: ${json}\r\n`
    const body = Buffer.alloc(length, 0x20)
    const announced = await exchange(await openTls(emulator), `${head}Content-Length: ${length}\r\n\r\n`, body)
    const chunked = await exchange(await openTls(emulator), `${head}Transfer-Encoding: chunked\r\n\r\n${length.toString(16)}\r\n`, body, '\r\n0\r\n\r\n')
    for (const [reply, ...others] of [announced, chunked]) {
      expect(others).toEqual([])
      // A client that goes on sending after its refusal may find the connection reset before it has read that.
      if (reply !== undefined || length < 1024 * 1024) expect(reply?.status).toBe(400)
    }
  })

  it('1 MiB, a hundred times, leaves no memory behind', async () => {
    const raw = Buffer.alloc(1024 * 1024, 0x20)
    const ask = async (times: number) => {
      for (let time = 0; time < times; time++) expect((await post(raw)).status).toBe(400)
    }
    await ask(10)
    const before = memoryKept()
    await ask(100)
    expect(memoryKept() - before).toBeLessThan(20 * 1024 * 1024)
  })
})
