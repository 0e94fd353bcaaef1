// Every flag and every word of every verb, with a value that is not accepted: the text names the flag,
// what came and what is accepted.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { adminCommands } from '../../src/cli/control/admin-command.js'
import { nouns } from '../../src/cli/control/nouns.js'
import { run } from '../../src/cli/run.js'

const folder = mkdtempSync(path.join(tmpdir(), 'okms-emulator-test-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

async function command (...words: readonly string[]) {
  let err = ''
  const code = await run(words, {
    env: {}, cwd: folder, stdout: { write: () => {} }, stderr: { write: (text) => { err += text } }
  })
  return { code, err }
}

/** Values that no flag of this name accepts. A flag that has none here fails the test below. */
const bad: Readonly<Record<string, readonly string[]>> = {
  name: ['', 'é', 'x'.repeat(51)],
  description: ['', 'x'.repeat(201)],
  identity: ['', 'nonsense', 'urn:v1:eu:resource:okms:x'],
  domain: ['', 'nonsense'],
  action: ['', 'x', 'okms:'],
  rule: ['', 'GET', 'GET me', 'FETCH /me', 'GET /me /too'],
  'allowed-ip': ['', 'localhost', '192.0.2.0/33'],
  resource: ['', 'nonsense', 'urn:v1:eu:identity:user:x/y'],
  member: ['', 'nonsense', 'urn:v1:eu:identity:group:emulator-ovh/ops'],
  days: ['', '0', '99999', '1.5', 'x'],
  type: ['', 'DSA'],
  region: ['', 'eu-west'],
  csr: [''],
  out: [''],
  force: ['maybe'],
  ready: ['maybe'],
  credential: ['maybe'],
  json: ['maybe'],
  endpoint: ['', 'http://kms:8443', 'kms'],
  'okms-id': ['nonsense'],
  data: [''],
  certs: [''],
  pki: [''],
  'ca-cert': [''],
  'ca-key': [''],
  ephemeral: ['maybe'],
  config: [''],
  'applies-to-client': ['maybe'],
  operation: ['', 'x'.repeat(101)],
  status: ['', '99', '600', '4x'],
  result: ['', 'good'],
  after: ['', '-1', 'x'],
  since: ['', 'yesterday'],
  limit: ['', '0', '1001'],
  order: ['', 'up'],
  count: ['', '0', '10001'],
  timeout: ['', 'soon'],
  method: ['', 'FETCH'],
  path: ['', 'api', '/a b'],
  next: ['', '0', '1.5', 'x'],
  every: ['', '0', '9999999'],
  from: ['', '0'],
  to: ['', '0'],
  probability: ['', '1.5', '-1', 'x'],
  'random-seed': ['', '-1', '4294967296'],
  latency: ['', 'slow', '80ms..20ms'],
  error: ['', 'a b'],
  'retry-after': ['', '-1', '86401'],
  reset: ['', 'after'],
  truncate: ['maybe'],
  tls: ['maybe'],
  'new-okms-id': ['', 'nonsense']
}

/** A word that the verb accepts, so that only the flag is wrong. */
const words: Readonly<Record<string, string>> = {
  UUID: '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11',
  CLIENT_ID: 'EU.0123456789abcdef',
  APPLICATION_KEY: 'abcdefghijklmnop',
  NAME: 'ops',
  TIME: '2030-01-31T12:00:00Z',
  DURATION: '90d'
}

const verbs = nouns.flatMap((noun) => noun.verbs.map((verb) => ({ noun, verb, label: `${noun.name} ${verb.name}` })))
const places = ['json', 'endpoint', 'okms-id', 'data', 'certs', 'pki', 'ca-cert', 'ca-key', 'ephemeral', 'config']

describe.each(verbs)('$label', ({ noun, verb }) => {
  const flags = [
    ...verb.options,
    ...(adminCommands.find(({ name }) => name === noun.name)?.options ?? []).filter(({ name }) => places.includes(name))
  ]

  it.each(
    flags.map((option) => ({ flag: `--${option.name}`, option }))
  )('$flag', async ({ option: { name, accepts } }) => {
    expect(bad[name]?.length).toBeGreaterThan(0)
    for (const value of bad[name] ?? []) {
      const { code, err } = await command(
        noun.name,
        verb.name,
        ...(verb.takes === undefined ? [] : [words[verb.takes.placeholder] ?? '']),
        `--${name}=${value}`
      )
      expect(code, value).toBe(2)
      expect(err, value).toContain(`--${name}: got ${JSON.stringify(value)}`)
      expect(err, value).toContain(`accepted: ${accepts}`)
      expect(err, value).not.toContain('body')
    }
  })

  it.runIf(verb.takes !== undefined)('its word', async () => {
    const { code, err } = await command(noun.name, verb.name, 'n/o?n')
    expect([code, err]).toEqual([2, `okms-emulator: ${noun.name} ${verb.name}: ${verb.takes?.placeholder ?? ''}: got "n/o?n"; accepted: ${verb.takes?.accepts ?? ''}\n`])
  })
})

it('a credential ends after a year at most, a token later', async () => {
  expect((await command('credential', 'add', '--days', '366')).err).toContain('--days: got "366"; accepted: a whole number from 1 to 365')
  expect((await command('token', 'add', '--days', '366')).err).not.toContain('--days')
})

it('nothing of it made a file', () => {
  expect(readdirSync(folder)).toEqual([])
})
