// domain, credential, token, service-account, policy, group, snapshot, reset: the same on a running server and on a
// stopped one's folder.

import { X509Certificate } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

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
  let emulator: TestEmulator
  let first: string
  let used: string
  beforeAll(async () => {
    folder = newFolder()
    emulator = await startTestEmulator({ flags: [], folder })
    first = emulator.okmsId
    if (state === 'stopped') await emulator.stop()
    const data = path.join(folder, 'data')
    used = `okms-emulator: using ${state === 'running' ? `the server at ${emulator.endpoint}, which runs on ${data}` : `the data folder ${data}, on which no server runs`}\n`
  })
  afterAll(async () => { await emulator.close() })

  const json = async (...words: readonly string[]) => {
    const { code, out, err } = await command(folder, ...words, '--json')
    expect({ code, err }).toEqual({ code: 0, err: used })
    return JSON.parse(out)
  }

  it('adds, lists, shows and removes a domain', async () => {
    const { okmsId } = await json(
      'domain', 'add', '4DD6DE0E-0b5b-4b2e-9a43-6c4f4e1c5a11', '--name', 'second', '--region', 'EU-WEST-GRA'
    )
    expect(okmsId).toBe('4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11')
    expect(await json('domain', 'list'))
      .toContainEqual(expect.objectContaining({ okmsId, name: 'second', region: 'eu-west-gra', serviceKeyCount: 0 }))
    expect(await json('domain', 'show', okmsId)).toMatchObject({ okmsId })
    expect(await json('domain', 'remove', '--force', okmsId)).toEqual({})
    expect(await command(folder, 'domain', 'show', okmsId)).toEqual({ code: 34, out: '', err: `${used}okms-emulator: UUID: no okms domain ${okmsId}; see okms-emulator domain list\n` })
  })

  it('adds, lists, shows and revokes an admin certificate', async () => {
    const added = await json('admin-certificate', 'add', '--name', 'ci', '--days', '2', '--out', 'admins')
    expect(new X509Certificate(readFileSync(added.certificate)).subject).toBe('CN=okms-emulator admin')
    expect(statSync(added.privateKey).mode & 0o777).toBe(0o600)
    const { certificate: _, privateKey: __, ...shown } = added
    expect(shown).toMatchObject({ name: 'ci', status: 'READY', fromFolder: false })
    expect(await json('admin-certificate', 'show', added.id)).toEqual(shown)
    expect(await json('admin-certificate', 'remove', added.id)).toEqual({ ...shown, status: 'REVOKED' })
    expect(await json('admin-certificate', 'list')).toContainEqual({ ...shown, status: 'REVOKED' })
  })

  it('replaces the admin certificate of the pki folder when it is revoked, so that the next command works', async () => {
    const own = async () => {
      const all = await json('admin-certificate', 'list')
      return all.filter(({ fromFolder, status }: { fromFolder: boolean, status: string }) =>
        fromFolder && status === 'READY').map(({ id }: { id: string }) => id)
    }
    const [before] = await own()
    expect(await json('admin-certificate', 'remove', before)).toMatchObject({ status: 'REVOKED' })
    const after = await own()
    expect(after).toHaveLength(1)
    expect(after).not.toContain(before)
  })

  it('gives a new domain a client, which leaves the default one alone', async () => {
    const { okmsId, credentialId, certificate, privateKey } = await json('domain', 'add', '--name', 'with a client')
    const certs = path.join(folder, 'certs')
    expect([certificate, privateKey]).toEqual([
      path.join(certs, `${credentialId}_certificate.pem`), path.join(certs, `${credentialId}_privatekey.pem`)
    ])
    expect(statSync(privateKey).mode & 0o777).toBe(0o600)
    expect(new X509Certificate(readFileSync(certificate)).subject).toBe(`CN=${okmsId}`)
    const printed = async (...words: readonly string[]) => {
      const output: string[] = []
      expect(await run(['env', '--json', '--certs', certs, ...words], {
        env: {}, cwd: folder, stdout: { write: (text) => { output.push(text) } }, stderr: { write: () => {} }
      })).toBe(0)
      return JSON.parse(output.join(''))
    }
    expect(await printed()).toMatchObject({ KMS_RESTAPI_OKMSID: first, KMS_RESTAPI_CERT: emulator.files.certificate })
    expect(await printed('--okms-id', okmsId))
      .toMatchObject({ KMS_RESTAPI_OKMSID: okmsId, KMS_RESTAPI_CERT: certificate, KMS_RESTAPI_KEY: privateKey })
  })

  it('writes the client of a new domain elsewhere, or makes none', async () => {
    const { certificate } = await json('domain', 'add', '--out', 'elsewhere')
    expect(path.dirname(certificate)).toBe(path.join(folder, 'elsewhere'))
    const { okmsId, ...others } = await json('domain', 'add', '--no-credential')
    expect(Object.keys(others)).toEqual(['name', 'region', 'urn', 'serviceKeyCount', 'secretCount', 'createdAt'])
    expect(await json('credential', 'list', '--okms-id', okmsId)).toEqual([])
  })

  it('tells people how to use a new domain', async () => {
    const { out, err } = await command(folder, 'domain', 'add')
    const okmsId = /^okmsId: +(\S+)$/m.exec(out)?.[1] ?? 'none'
    expect(err).toBe(`${used}okms-emulator: use it with: eval "$(okms-emulator env --okms-id ${okmsId} --certs ${path.join(folder, 'certs')})"\n`)
    expect((await command(folder, 'domain', 'add', '--out', 'elsewhere')).err).toMatch(/use it with: curl --cacert \S+ca\.pem --cert \S+_certificate\.pem --key \S+_privatekey\.pem/)
  })

  it('names the flag that removes a domain with keys', async () => {
    const { okmsId } = await json('domain', 'add', '--no-credential')
    // Only a running server makes keys; the hint goes by the code of the refusal.
    if (state === 'stopped') return
    const { certificatePEM: certificatePem, privateKeyPEM: privateKeyPem } = await json(
      'credential', 'add', '--okms-id', okmsId
    )
    const client = emulator.clientWith({ certificate: { certificatePem, privateKeyPem } })
    expect((await client.request('POST', `/api/${okmsId}/v1/servicekey`, {
      name: 'k', type: 'oct', size: 256, operations: ['encrypt', 'decrypt']
    })).status).toBe(201)
    expect(await command(folder, 'domain', 'remove', okmsId))
      .toMatchObject({ code: 34, err: expect.stringMatching(/UUID: .* has 1 service keys and 0 secrets.*\n.*--force removes the domain with its keys and secrets\n$/) as string })
  })

  it('adds, lists, shows and removes a credential of the first domain, or of the one that is named', async () => {
    const alice = 'urn:v1:eu:identity:user:emulator-ovh/alice'
    const made = await json(
      'credential', 'add', '--name', 'ci', '--description', 'd', '--identity', alice, '--days', '3', '--type', 'RSA'
    )
    expect(made).toMatchObject({
      okmsId: first,
      name: 'ci',
      description: 'd',
      identityURNs: [alice],
      certificateType: 'RSA',
      privateKeyPEM: expect.stringContaining('RSA PRIVATE KEY')
    })
    expect(await json('credential', 'list', '--okms-id', first))
      .toContainEqual(expect.objectContaining({ id: made.id }))
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
    expect(token).toMatchObject({
      name: 'token', okmsIds: [first], token: expect.stringMatching(/^eyJ/), expiresAt: expect.any(String)
    })
    const account = await json('service-account', 'add')
    const policy = await json(
      'policy', 'add', '--identity', account.identityURN, '--action', 'okms:apikms:serviceKey/get', '--action',
      'okms:apikms:random/*'
    )
    expect(policy).toMatchObject({
      identities: [account.identityURN],
      action: ['okms:apikms:serviceKey/get', 'okms:apikms:random/*'],
      resources: [{ urn: '*' }]
    })
    const group = await json('group', 'add', 'ops', '--member', account.identityURN)
    for (const [noun, id] of [
      ['token', token.id], ['service-account', account.clientId], ['policy', policy.id], ['group', group.name]
    ] as const) {
      const listed = async () => (await json(noun, 'list')).filter((one: object) => Object.values(one).includes(id))
      expect(await listed()).toHaveLength(1)
      expect(Object.values(await json(noun, 'show', id))).toContain(id)
      expect(await json(noun, 'remove', id)).toEqual({})
      expect(await listed()).toEqual([])
    }
  })

  it('takes, forks, restores and removes a snapshot, and resets a domain and the server', async () => {
    const taken = await json('snapshot', 'take', '--name', 'empty')
    writeFileSync(path.join(folder, 'seed.yaml'), 'domains: [{ name: filled, keys: [{ name: k, type: oct, size: 256 }], secrets: [{ path: a, data: { b: c } }] }]')
    await json('seed', 'seed.yaml')
    const listed = async (): Promise<ReadonlyArray<Readonly<Record<string, string>>>> => await json('domain', 'list')
    const filled = (await listed()).find(({ name }) => name === 'filled')?.okmsId ?? 'none'
    const content = { serviceKeyCount: 1, secretCount: 1 }
    const snapshot = await json('snapshot', 'take', '--domain', filled)
    expect(snapshot).toMatchObject({ okmsId: filled, domainCount: 1, ...content })
    expect(await json('snapshot', 'list')).toEqual([taken, snapshot])
    const { okmsId: forked } = await json('snapshot', 'fork', snapshot.id, '--no-credential')
    expect(await json('domain', 'show', forked)).toMatchObject(content)

    await json('reset', 'domain', filled)
    expect(await json('domain', 'show', filled)).toMatchObject({ serviceKeyCount: 0, secretCount: 0 })
    await json('snapshot', 'restore', snapshot.id)
    expect(await json('domain', 'show', filled)).toMatchObject(content)

    await json('token', 'add')
    await json('reset', 'server')
    expect((await listed()).map(({ okmsId }) => okmsId)).toEqual([first])
    expect(await json('token', 'list')).toEqual([])
    await json('snapshot', 'restore', snapshot.id)
    expect(await json('domain', 'show', filled)).toMatchObject(content)
    await json('snapshot', 'restore', taken.id)
    expect((await listed()).map(({ okmsId }) => okmsId)).not.toContain(filled)
    for (const { id } of [taken, snapshot]) await json('snapshot', 'remove', id)
    expect(await json('snapshot', 'list')).toEqual([])
  })

  it('shows people a table, and tells them once that a secret is shown once', async () => {
    const { out, err } = await command(folder, 'token', 'add', '--name', 'mine')
    expect(out).toMatch(/^name: +mine$/m)
    expect(err).toBe(used + 'okms-emulator: token is shown this once and kept nowhere; keep it now\n')
    const list = await command(folder, 'token', 'list')
    expect(list.out).toMatch(/^id +name +identityURNs +okmsIds +expiresAt\n[0-9a-f-]{36} {2}mine /)
    expect((await command(folder, 'policy', 'list')).out).toBe('none\n')
  })

  it.each<[readonly string[], number, RegExp]>([
    [['policy', 'add'], 2, /--identity: got none; accepted: 1 to 1000.*\n.*--action: got none/],
    [['domain'], 2, /domain --data: the verb comes before its options; accepted: domain add, domain list/],
    [['domain', 'lst'], 2, /domain lst: unknown verb, did you mean domain list\?/],
    [['domain', 'delete'], 2, /did you mean domain remove\?/],
    [['credential', 'ls'], 2, /did you mean credential list\?/],
    [['policy', 'frobnicate'], 2, /policy frobnicate: unknown verb; accepted: policy add/],
    [['token', '--json', 'list'], 2, /token --json: the verb comes before its options/],
    [['domain', 'show'], 2, /domain show: UUID is missing; accepted: a UUID/],
    [['group', 'add', '--member', 'urn:v1:eu:identity:user:x/y'], 2, /group add: NAME is missing/],
    [['domain', 'list', 'extra'], 2, /extra: unexpected/],
    [['domain', 'show', '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11', 'extra'], 2, /extra: unexpected/],
    [['token', 'list', '--nmae', 'x'], 2, /--nmae: unknown option/],
    [['credential', 'add', '--csr', 'nowhere.pem'], 2, /--csr: .*nowhere.pem cannot be read/],
    [['credential', 'add', ...Array.from({ length: 26 }, (_, number) => ['--identity', `urn:v1:eu:identity:user:emulator-ovh/u${number}`]).flat()], 2, /--identity: got 26 of them; accepted: at most 25/]
  ])('%j ends with code %i and says why', async (words, code, text) => {
    const result = await command(folder, ...words)
    expect(result.code).toBe(code)
    expect(result.err).toMatch(text)
  })

  it.each<[string, readonly string[]]>([
    ['--domain: no okms domain', ['token', 'add', '--domain', '00000000-0000-4000-8000-00000000dead']],
    ['--domain: no okms domain', ['service-account', 'add', '--domain', '00000000-0000-4000-8000-00000000dead']],
    ['--okms-id: no okms domain', ['credential', 'list', '--okms-id', '00000000-0000-4000-8000-00000000dead']],
    ['UUID: no credential', ['credential', 'show', '00000000-0000-4000-8000-00000000dead']],
    ['UUID: no personal access token', ['token', 'remove', '00000000-0000-4000-8000-00000000dead']],
    ['UUID: no policy', ['policy', 'show', '00000000-0000-4000-8000-00000000dead']],
    ['CLIENT_ID: no service account', ['service-account', 'show', 'EU.unknown']],
    ['NAME: no group', ['group', 'show', 'unknown']],
    ['--csr: ', ['credential', 'add', '--csr', 'certs/ca.pem']]
  ])('what only the server can refuse is named as on the command line: %s', async (text, words) => {
    expect(await command(folder, ...words))
      .toMatchObject({ code: 34, out: '', err: expect.stringContaining(`\nokms-emulator: ${text}`) as string })
  })

  it('refuses a domain that is there already by the word that names it', async () => {
    expect((await command(folder, 'domain', 'add', first)).err).toContain(`okms-emulator: UUID: a domain ${first} already exists`)
  })

  it.each<[string, () => string]>([
    ['a file', () => 'certs/ca.pem'],
    ['below a file', () => 'certs/ca.pem/below'],
    ...(process.platform === 'linux'
      ? [['a file system that takes no folder', () => '/proc/here'] as [string, () => string]]
      : []),
    ...(process.getuid?.() === 0
      ? []
      : [['a folder that takes no file', () => {
          chmodSync(mkdtempSync(path.join(folder, 'closed-')), 0o500)
          return readdirSync(folder).find((name) => name.startsWith('closed-')) ?? ''
        }] as [string, () => string]])
  ])('makes nothing when --out is %s', async (_what, out) => {
    const before = await json('domain', 'list')
    for (const words of [['domain', 'add'], ['credential', 'add']]) {
      expect(await command(folder, ...words, '--out', out()))
        .toMatchObject({ code: 21, out: '', err: expect.stringContaining('cannot write in') as string })
    }
    expect(await json('domain', 'list')).toEqual(before)
  })
})

it('a command without a verb names the verbs', async () => {
  const written: string[] = []
  expect(await run(['group'], {
    env: {}, cwd: '/', stdout: { write: () => {} }, stderr: { write: (text) => { written.push(text) } }
  })).toBe(2)
  expect(written.join('')).toBe('okms-emulator: group: a verb is missing; accepted: group add, group list, group show, group remove\n')
})

it('what was made while nothing ran is there when the server starts, and lets in', async () => {
  const stopped = await startTestEmulator({ flags: [] })
  await stopped.stop()
  const { token } = JSON.parse((await command(stopped.folder, 'token', 'add', '--json')).out)
  const emulator = await startTestEmulator({ flags: [], folder: stopped.folder })
  try {
    const { status } = await emulator.clientWith({})
      .request('GET', `/api/${emulator.okmsId}/v1/random`, undefined, { headers: { authorization: `Bearer ${token}` } })
    expect(status).toBe(200)
  } finally {
    await emulator.close()
  }
})

it('a server that keeps everything in memory is found by --ephemeral', async () => {
  const folder = newFolder()
  const emulator = await startTestEmulator({ folder })
  try {
    expect(JSON.parse((await command(folder, 'domain', 'list', '--ephemeral', '--json')).out))
      .toMatchObject([{ okmsId: emulator.okmsId }])
    const { code, err } = await command(folder, 'domain', 'list', '--endpoint', 'https://localhost:1')
    expect([code, err]).toEqual([33, expect.stringContaining('the server at https://localhost:1 does not answer')])
  } finally {
    await emulator.close()
  }
})
