// The token that env and bundle give to Vault clients: made once, kept, used again, replaced when it is rejected.

import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../../harness/emulator.js'

let emulator: TestEmulator
beforeEach(async () => { emulator = await startTestEmulator({ flags: [] }) })
afterEach(async () => { await emulator.close() })

async function command (...argv: readonly string[]) {
  const output = { stdout: '', stderr: '' }
  const code = await run([...argv, '--certs', emulator.certs, '--data', path.join(emulator.folder, 'data')], {
    env: {},
    cwd: emulator.folder,
    stdout: { write: (text) => { output.stdout += text } },
    stderr: { write: (text) => { output.stderr += text } }
  })
  return { code, ...output }
}

/** The variables, and what standard error says after the server. */
async function variables (...argv: readonly string[]) {
  const { code, stdout, stderr } = await command('env', '--json', ...argv)
  expect({ code, stderr }).toMatchObject({ code: 0 })
  const values = JSON.parse(stdout) as Record<string, string>
  expect(stderr).not.toContain(values.VAULT_TOKEN)
  return { ...values, said: stderr.split('\n').slice(1).join('\n') } as Record<string, string>
}

const statusWith = async (token: string | undefined) =>
  (await emulator.clientWith({}).request('GET', `/api/${emulator.okmsId}/v1/random?length=1`, undefined, {
    headers: { authorization: `Bearer ${token ?? ''}` }
  })).status

const tokenFile = () => path.join(emulator.certs, `${emulator.okmsId}_token`)
const json = async <Value>(...argv: readonly string[]) =>
  JSON.parse((await command(...argv, '--json')).stdout) as Value
const tokens = async () => await json<ReadonlyArray<{ id: string, name: string }>>('token', 'list')

it('makes a token that the server accepts, and keeps it for its owner alone', async () => {
  const { VAULT_TOKEN: token, said } = await variables('--client', 'vault')
  expect(await statusWith(token)).toBe(200)
  expect(readFileSync(tokenFile(), 'utf8')).toBe(`${token}\n`)
  expect(statSync(tokenFile()).mode & 0o777).toBe(0o600)
  const [{ id, name }] = await tokens() as [{ id: string, name: string }]
  expect(name).toBe('env')
  expect(said).toBe(`okms-emulator: made the personal access token ${id}, kept in ${tokenFile()}\n`)
  expect(emulator.log()).not.toContain(token)
})

it('uses it again, for every client', async () => {
  const { VAULT_TOKEN: token } = await variables('--client', 'vault')
  const again = await variables('--client', 'bao', '--client', 'spring-cloud-vault')
  expect(again).toMatchObject({ BAO_TOKEN: token, SPRING_CLOUD_VAULT_TOKEN: token, said: '' })
  expect(await tokens()).toHaveLength(1)
})

it.each([
  ['removed', async () => { await command('token', 'remove', (await tokens())[0]!.id) }],
  ['damaged', async () => { await writeFile(tokenFile(), 'two\nlines') }],
  ['empty', async () => { await writeFile(tokenFile(), '') }],
  ['lost', async () => { await rm(tokenFile()) }],
  ['of a domain that was replaced', async () => {
    await command('domain', 'remove', '--force', emulator.okmsId)
    await command('domain', 'add', emulator.okmsId)
  }]
])('replaces one that was %s', async (_, change) => {
  const { VAULT_TOKEN: before } = await variables('--client', 'vault')
  await change()
  const { VAULT_TOKEN: after, said } = await variables('--client', 'vault')
  expect(after).not.toBe(before)
  expect(said).toContain('made the personal access token')
  expect(await statusWith(after)).toBe(200)
})

it('keeps a token that policies allow nothing', async () => {
  emulator = await emulator.restart(['--iam-mode', 'enforce'])
  const { token } = await json<{ token: string }>('token', 'add', '--identity', 'urn:v1:eu:identity:user:emulator-ovh/alice')
  writeFileSync(tokenFile(), token)
  expect(await statusWith(token)).toBe(403)
  expect((await variables('--client', 'vault')).VAULT_TOKEN).toBe(token)
})

it('is of the domain that is named, each in a file of its own', async () => {
  const { okmsId } = await json<{ okmsId: string }>('domain', 'add')
  const first = await variables('--client', 'vault')
  const second = await variables('--client', 'vault', '--okms-id', okmsId)
  expect(second.VAULT_TOKEN).not.toBe(first.VAULT_TOKEN)
  expect(second.VAULT_ADDR).toBe(`${emulator.endpoint}/api/${okmsId}`)
  expect(readFileSync(path.join(emulator.certs, `${okmsId}_token`), 'utf8')).toBe(`${second.VAULT_TOKEN ?? ''}\n`)
  expect((await variables('--client', 'vault')).VAULT_TOKEN).toBe(first.VAULT_TOKEN)
})

describe('of a stopped server', () => {
  it('is made in its folder, and accepted when it runs again', async () => {
    await emulator.stop()
    const { VAULT_TOKEN: token } = await variables('--client', 'vault')
    expect((await variables('--client', 'vault')).VAULT_TOKEN).toBe(token)
    emulator = await emulator.restart()
    expect(await statusWith(token)).toBe(200)
  })

  it('is made by the server of okms.yaml for clients that know it by another name', async () => {
    const { VAULT_TOKEN: token, VAULT_ADDR: address } =
      await variables('--client', 'vault', '--path', '/etc/okms', '--endpoint', 'https://kms.invalid:8443')
    expect(address).toBe(`https://kms.invalid:8443/api/${emulator.okmsId}`)
    expect(await statusWith(token)).toBe(200)
  })

  it('cannot be made where there is no database either: it says what it looked for', async () => {
    await emulator.stop()
    rmSync(path.join(emulator.folder, 'data'), { recursive: true })
    const { code, stdout, stderr } = await command('env', '--client', 'vault')
    expect({ code, stdout }).toEqual({ code: 36, stdout: '' })
    expect(stderr).toMatch(/no answer from .*; no database in /)
  })
})

it('--unset takes the variables away, and leaves the token', async () => {
  const { VAULT_TOKEN: token } = await variables('--client', 'vault')
  expect(JSON.parse((await command('env', '--client', 'vault', '--unset', '--json')).stdout)).toEqual({
    VAULT_ADDR: null, VAULT_TOKEN: null, VAULT_CACERT: null, VAULT_CLIENT_CERT: null, VAULT_CLIENT_KEY: null
  })
  expect(await statusWith(token)).toBe(200)
})

it('no other client makes one', async () => {
  await command('env', '--client', 'openbao', '--client', 'node')
  await command('bundle')
  expect(await tokens()).toEqual([])
  expect(readdirSync(emulator.certs).filter((name) => name.endsWith('token'))).toEqual([])
})

describe('bundle', () => {
  const text = (name: string) => readFileSync(path.join(emulator.folder, 'okms-bundle', name), 'utf8')

  it('has it as a file, in the Secret, and in the variables of the client', async () => {
    const { code, stdout, stderr } = await command('bundle', '--client', 'vault', '--endpoint', 'https://kms:8443')
    const token = readFileSync(tokenFile(), 'utf8').trimEnd()
    expect({ code, hasToken: (stdout + stderr).includes(token) }).toEqual({ code: 0, hasToken: false })
    expect(text('token')).toBe(token)
    expect(text('docker.env')).toContain(`VAULT_ADDR=https://kms:8443/api/${emulator.okmsId}\nVAULT_TOKEN=${token}\n`)
    const { data } = parse(text('secret.yaml')) as { data: Record<string, string> }
    expect(Buffer.from(data.token ?? '', 'base64').toString()).toBe(token)
    const modes = ['token', 'docker.env', 'secret.yaml']
      .map((name) => statSync(path.join(emulator.folder, 'okms-bundle', name)).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600])
    expect(await statusWith(token)).toBe(200)
  })
})
