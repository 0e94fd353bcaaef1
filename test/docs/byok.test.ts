// The commands of docs/byok.md, run as written there, apart from the port.

import { execFile } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { compactDecrypt } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

const root = path.join(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/byok.md'), 'utf8')
const blocks = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
  .map(([, language = '', code = '']) => ({ language, code }))
const variables = ['TRANSPORT_ID', 'AES_ID', 'EC_ID', 'JOSE_ID', 'RECEIVER_ID', 'COPY_ID'] as const

let emulator: TestEmulator
let folder: string
const ids: Partial<Record<string, string>> = {}
const file = (name: string) => readFileSync(path.join(folder, name))

beforeAll(async () => {
  emulator = await startTestEmulator()
  folder = mkdtempSync(path.join(tmpdir(), 'okms-byok-'))
  symlinkSync(emulator.certs, path.join(folder, 'certs'))
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  for (const { language, code } of blocks) {
    const name = /^\/\/ (\S+\.mjs):/.exec(code)?.[1]
    if (language === 'js' && name !== undefined) writeFileSync(path.join(folder, name), code)
  }
  const commands = blocks.filter(({ language }) => language === 'sh')
    .map(({ code }) => code.replaceAll('localhost:8443', `localhost:${emulator.port}`))
  const show = variables.map((name) => `printf '\\n${name}=%s' "$${name}"`)
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', [...commands, ...show].join('\n')], {
    cwd: folder
  })
  for (const [, name = '', id] of stdout.matchAll(/^([A-Z]+_ID)=(.*)$/gm)) ids[name] = id
}, 60_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await emulator.close()
})

it('has commands, and scripts that say their names', () => {
  expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(8)
  expect(blocks.filter(({ language }) => language === 'js').every(({ code }) => /^\/\/ \S+\.mjs:/.test(code)))
    .toBe(true)
  expect(blocks.every(({ language }) => language === 'sh' || language === 'js')).toBe(true)
})

it.each(['AES_ID', 'JOSE_ID', 'COPY_ID'])('%s is the AES key that OpenSSL made', async (name) => {
  const { body } = await emulator.api('POST', `/servicekey/${ids[name]}/encrypt`, { plaintext: 'AAAA' })
  const { plaintext } = await compactDecrypt(body.ciphertext, new Uint8Array(file('aes.key')))
  expect(Buffer.from(plaintext)).toEqual(Buffer.alloc(3))
})

it('the EC key that OpenSSL made went in and came out', async () => {
  const jwkOf = (name: string) => createPrivateKey(file(name)).export({ format: 'jwk' })
  expect(jwkOf('exported.pem')).toEqual(jwkOf('ec.pem'))
  const { body } = await emulator.api('GET', `/servicekey/${ids['EC_ID']}?format=jwk`)
  expect(body.keys[0]).toMatchObject({ x: jwkOf('ec.pem').x, y: jwkOf('ec.pem').y })
})

it('what the page says of attributes holds', async () => {
  const attributes = async (name: string) => (await emulator.api('GET', `/servicekey/${ids[name]}`)).body.attributes
  expect(await attributes('JOSE_ID')).toMatchObject({ extractable: true, never_extractable: false })
  expect(await attributes('COPY_ID')).toMatchObject({ extractable: false, never_extractable: false })
})
