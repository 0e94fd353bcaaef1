// domain, credential, token, service-account, policy, group: the same on a running server and on a stopped one's folder.

import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

/** Runs one command line on these folders. */
async function command (folder: string, ...words: readonly string[]) {
  const written = { out: '', err: '' }
  const code = await run([...words, '--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs')], {
    env: {},
    cwd: folder,
    stdout: { write: (text: string) => { written.out += text } },
    stderr: { write: (text: string) => { written.err += text } }
  })
  return { code, ...written }
}

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'okms-emulator-test-'))

describe.each(['running', 'stopped'])('on a %s server\'s folder', (state) => {
  let folder: string
  let emulator: TestEmulator | undefined
  let first: string
  beforeAll(async () => {
    folder = newFolder()
    if (state === 'running') emulator = await startTestEmulator({ flags: [], folder })
    first = emulator?.okmsId ?? (await json('domain', 'add')).okmsId
  })
  afterAll(async () => {
    await emulator?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const json = async (...words: readonly string[]) => {
    const { code, out, err } = await command(folder, ...words, '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    return JSON.parse(out)
  }

  it('adds, lists, shows and removes a domain', async () => {
    const { okmsId } = await json('domain', 'add', '4DD6DE0E-0b5b-4b2e-9a43-6c4f4e1c5a11', '--name', 'second')
    expect(okmsId).toBe('4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11')
    expect(await json('domain', 'list')).toContainEqual(expect.objectContaining({ okmsId, name: 'second', serviceKeyCount: 0 }))
    expect(await json('domain', 'show', okmsId)).toMatchObject({ okmsId })
    expect(await json('domain', 'remove', okmsId, '--force')).toEqual({})
    expect(await command(folder, 'domain', 'show', okmsId)).toEqual({ code: 34, out: '', err: `okms-emulator: okmsId: no okms domain ${okmsId}; see okms-emulator domain list\n` })
  })

  it('adds, lists, shows and removes a credential of the first domain, or of the one that is named', async () => {
    const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'
    const made = await json('credential', 'add', '--name', 'ci', '--description', 'd', '--identity', alice, '--days', '3', '--type', 'RSA')
    expect(made).toMatchObject({ okmsId: first, name: 'ci', description: 'd', identityURNs: [alice], certificateType: 'RSA', privateKeyPEM: expect.stringContaining('RSA PRIVATE KEY') })
    expect(await json('credential', 'list', '--okms-id', first)).toContainEqual(expect.objectContaining({ id: made.id }))
    expect((await json('credential', 'remove', made.id)).status).toBe('REVOKED')
    expect((await json('credential', 'show', made.id)).status).toBe('REVOKED')
  })

  it('writes a credential into a folder, the key for its owner alone', async () => {
    const { id, certificate, privateKey, ...others } = await json('credential', 'add', '--out', 'files')
    expect(readdirSync(path.join(folder, 'files')).sort()).toEqual([`${id}_certificate.pem`, `${id}_privatekey.pem`])
    expect(statSync(privateKey).mode & 0o777).toBe(0o600)
    expect(new X509Certificate(readFileSync(certificate)).subject).toBe(`CN=${first}`)
    expect(others).not.toHaveProperty('privateKeyPEM')
  })

  it('adds, lists, shows and removes a token, a service account, a policy and a group', async () => {
    const token = await json('token', 'add', '--domain', first, '--days', '1')
    expect(token).toMatchObject({ name: 'token', okmsIds: [first], token: expect.stringMatching(/^eyJ/), expiresAt: expect.any(String) })
    const account = await json('service-account', 'add')
    const policy = await json('policy', 'add', '--identity', account.identityURN, '--action', 'okms:apikms:serviceKey/get', '--action', 'okms:apikms:random/*')
    expect(policy).toMatchObject({ identities: [account.identityURN], action: ['okms:apikms:serviceKey/get', 'okms:apikms:random/*'], resources: [{ urn: '*' }] })
    const group = await json('group', 'add', 'ops', '--member', account.identityURN)
    for (const [noun, id] of [['token', token.id], ['service-account', account.clientId], ['policy', policy.id], ['group', group.name]] as const) {
      expect(await json(noun, 'list')).toHaveLength(1)
      expect(Object.values(await json(noun, 'show', id))).toContain(id)
      expect(await json(noun, 'remove', id)).toEqual({})
      expect(await json(noun, 'list')).toEqual([])
    }
  })

  it('shows people a table, and tells them once that a secret is shown once', async () => {
    const { out, err } = await command(folder, 'token', 'add', '--name', 'mine')
    expect(out).toMatch(/^name: +mine$/m)
    expect(err).toBe('okms-emulator: token is shown this once and kept nowhere; keep it now\n')
    const list = await command(folder, 'token', 'list')
    expect(list.out).toMatch(/^id +name +identityURNs +okmsIds +expiresAt\n[0-9a-f-]{36} {2}mine /)
    expect((await command(folder, 'policy', 'list')).out).toBe('none\n')
  })

  it.each([
    [['policy', 'add'], 34, /body\.identities: /],
    [['credential', 'add', '--days', '366'], 34, /body\.validity: /],
    [['domain'], 2, /accepted: domain add, domain list/],
    [['domain', 'show'], 2, /domain show: UUID is missing/],
    [['token', 'list', '--nmae', 'x'], 2, /--nmae: unknown option/],
    [['token', 'add', '--days', 'x'], 2, /--days: got "x"/],
    [['credential', 'add', '--csr', 'nowhere.pem'], 2, /--csr: .*nowhere.pem cannot be read/]
  ])('%j ends with code %i and says why', async (words, code, text) => {
    const result = await command(folder, ...words)
    expect(result.code).toBe(code)
    expect(result.err).toMatch(text)
  })
})

it('what was made while nothing ran is there when the server starts, and lets in', async () => {
  const folder = newFolder()
  await command(folder, 'domain', 'add')
  const { token } = JSON.parse((await command(folder, 'token', 'add', '--json')).out)
  const emulator = await startTestEmulator({ flags: [], folder })
  try {
    const { status } = await emulator.clientWith({}).request('GET', `/api/${emulator.okmsId}/v1/random`, undefined, { headers: { authorization: `Bearer ${token}` } })
    expect(status).toBe(200)
  } finally {
    await emulator.close()
  }
})

it('a server that keeps everything in memory is found by --ephemeral', async () => {
  const folder = newFolder()
  const emulator = await startTestEmulator({ folder })
  try {
    expect(JSON.parse((await command(folder, 'domain', 'list', '--ephemeral', '--json')).out)).toMatchObject([{ okmsId: emulator.okmsId }])
    const { code, err } = await command(folder, 'domain', 'list', '--endpoint', 'https://localhost:1')
    expect([code, err]).toEqual([33, expect.stringContaining('the server at https://localhost:1 does not answer')])
  } finally {
    await emulator.close()
  }
})
