// key list and show on a running server; and no private part in what they print.

import https from 'node:https'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { issueServerCertificate } from '../../../src/pki/server-certificate.js'
import { foreignCa } from '../../harness/certificates.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => { await emulator.close() })

async function key (...words: readonly string[]) {
  const output = { out: '', err: '' }
  const code = await run(['key', ...words], {
    env: { OKMS_EMULATOR_CERTS: emulator.certs },
    cwd: emulator.folder,
    stdout: { write: (text) => { output.out += text } },
    stderr: { write: (text) => { output.err += text } }
  })
  return { code, ...output }
}

const says = (code: number, text: string) => ({ code, out: '', err: expect.stringContaining(text) as string })

const json = async (...words: readonly string[]) => JSON.parse((await key(...words, '--json')).out)

const at = (rest = '') => `/api/${emulator.okmsId}/v1/servicekey${rest}`

async function create (body: object): Promise<string> {
  const { body: created } = await emulator.client.request('POST', at(), {
    name: 'one', operations: ['encrypt', 'decrypt'], ...body
  })
  return (created as { id: string }).id
}

const oct = { type: 'oct', size: 256 }

describe('list', () => {
  it('has every key of every page, and those of a state', async () => {
    expect(await key('list')).toMatchObject({ code: 0, out: 'none\n' })
    const ids: string[] = []
    for (let count = 0; count < 101; count++) ids.push(await create(oct))
    const [first = '', second = ''] = ids
    for (const id of [first, second]) {
      await emulator.client.request('POST', at(`/${id}/deactivate`), { reason: 'unspecified' })
    }
    await emulator.client.request('DELETE', at(`/${first}`))
    const idsOf = async (...words: readonly string[]) =>
      (await json('list', ...words) as { id: string }[]).map(({ id }) => id)
    expect(await idsOf()).toEqual(ids.slice(1))
    expect(await idsOf('--state', 'all')).toEqual(ids)
    expect(await idsOf('--state', 'deactivated')).toEqual([second])
    const { out } = await key('list', '--state', 'destroyed')
    expect(out).toMatch(new RegExp(`^id +name +type +size +state +createdAt\n${first} +one +oct +256 +destroyed +2\\S+Z\n$`))
  })

  it('refuses states that do not exist, and words', async () => {
    expect(await key('list', '--state', 'new')).toMatchObject(says(2, '--state: got "new"; accepted: '))
    expect(await key('list', 'word')).toMatchObject({ code: 2 })
    expect(await key('lst')).toMatchObject(says(2, 'did you mean key list?'))
  })
})

describe('show', () => {
  it('has the attributes and the public part', async () => {
    const id = await create({ type: 'EC', curve: 'P-256', operations: ['sign', 'verify'] })
    const reply = await json('show', id)
    expect(reply).toMatchObject({
      id, type: 'EC', curve: 'P-256', attributes: { state: 'active' }, keys: [{ kty: 'EC', crv: 'P-256' }]
    })
    expect(reply.keys[0]).not.toHaveProperty('d')
    const { out } = await key('show', id.toUpperCase())
    expect(out).toMatch(/^id: +\S+\n(.*\n)*state: +active\n/)
    expect(out).toContain(`"x":"${reply.keys[0].x}"`)
  })

  it('has nothing of the material of a symmetric key', async () => {
    const reply = await json('show', await create(oct))
    expect(reply.keys).toBeUndefined()
    expect(reply.attributes.state).toBe('active')
  })

  it('refuses what is no key', async () => {
    expect(await key('show')).toMatchObject(says(2, 'key show: a word is missing; accepted: KEYID'))
    expect(await key('show', 'one')).toMatchObject(says(2, 'KEYID: got "one"; accepted: the UUID'))
    const none = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
    expect(await key('show', none)).toMatchObject(says(34, none))
  })

  it('prints no private part, even if a server sends it', async () => {
    const ca = foreignCa()
    const { certificatePem, privateKeyPem } = issueServerCertificate({ ca, names: ['localhost'], now: Date.now() })
    const id = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
    const keys = [{ kty: 'EC', x: 'X', d: 'hunter2', k: 'hunter2' }]
    const reply = { id, name: 'x', type: 'EC', operations: [], attributes: {}, keys }
    const server = https.createServer({ cert: certificatePem, key: privateKeyPem }, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const certs = mkdtempSync(path.join(tmpdir(), 'key-'))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
      rmSync(certs, { recursive: true })
    })
    cpSync(emulator.certs, certs, { recursive: true })
    writeFileSync(path.join(certs, 'ca.pem'), ca.certificatePem)
    const { port } = server.address() as AddressInfo
    for (const more of [[], ['--json']]) {
      const { code, out } = await key('show', id, '--certs', certs, '--endpoint', `https://localhost:${port}`, ...more)
      expect([code, out]).toEqual([0, expect.stringContaining('X') as string])
      expect(out).not.toContain('hunter2')
    }
  })
})
