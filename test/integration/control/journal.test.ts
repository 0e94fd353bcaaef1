// Tests look into the journal: search, count, wait, expect, clear and follow, through each face alike.

import { AssertionError } from 'node:assert'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EmulatorJournal, JournalEntry } from '../../../src/index.js'
import { describeFaces, type CommandLines } from './faces.js'

type Query = Readonly<Record<string, unknown>>

/** By parameter of the admin API, where the flag has another name. */
const flagNames: Readonly<Record<string, string>> = {
  okmsId: 'domain', operationId: 'operation', credentialId: 'credential'
}

const words = (verb: string, query: Query) =>
  ['journal', verb, ...Object.entries(query).map(([name, value]) => `--${flagNames[name] ?? name}=${String(value)}`)]

const lines: CommandLines = {
  QueryJournal: ({ query }) => words('list', { order: 'asc', ...query }),
  CountJournal: ({ query }) => words('count', query),
  WaitForJournal: ({ query }) => words('wait', query),
  ClearJournal: ({ query }) => words('clear', query)
}

describeFaces('the journal', lines, (faced) => {
  let journal: EmulatorJournal
  let keyId: string
  beforeEach(async () => {
    const { controls, emulator } = faced()
    journal = controls.domain(emulator.okmsId).journal
    keyId = (await request('POST', '/servicekey', { name: 'k', type: 'oct' })).id
    await controls.journal.clear()
  })
  afterEach(async () => { await faced().emulator.journal.clear() })

  async function request (method: string, path: string, body?: object) {
    const { emulator: { fetch, okmsId } } = faced()
    const response = await fetch(`/api/${okmsId}/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    })
    return await response.json() as { readonly id: string }
  }
  const encrypt = (id = keyId) => request('POST', `/servicekey/${id}/encrypt`, { plaintext: 'AAAA' })
  const random = () => request('GET', '/random')

  const operationsOf = (entries: readonly JournalEntry[]) => entries.map(({ operationId }) => operationId)
  const missing = '11111111-1111-4111-8111-111111111111'

  it('has what was requested, by which caller, on which resource, with which result', async () => {
    const { emulator: { okmsId } } = faced()
    await encrypt()
    await encrypt(missing)
    const [done, refused] = await journal.query()
    expect(done).toEqual({
      sequence: expect.any(Number),
      time: expect.any(Date),
      okmsId,
      operationId: 'Encrypt',
      method: 'POST',
      path: `/api/${okmsId}/v1/servicekey/${keyId}/encrypt`,
      caller: {
        credentialId: expect.stringMatching(/^[\da-f-]{36}$/),
        tokenId: null,
        identityURNs: [expect.stringMatching(/^urn:/)]
      },
      resource: { kind: 'serviceKey', id: keyId },
      status: 200,
      result: 'ok',
      error: null,
      durationMs: expect.any(Number),
      requestId: expect.stringMatching(/^[\da-f-]{36}$/)
    })
    expect(refused).toMatchObject({
      sequence: (done?.sequence ?? 0) + 1,
      resource: { id: missing },
      status: 404,
      result: 'refused',
      error: { code: expect.any(Number), text: expect.stringContaining(`no service key ${missing}`) }
    })
    expect(Math.abs(Number(done?.time) - Date.now())).toBeLessThan(60_000)
  })

  it('is searched by operation, resource, caller, status, result and time', async () => {
    const { latest } = { latest: await journal.latest() }
    await encrypt()
    await encrypt(missing)
    await random()
    const [first] = await journal.query()
    const credentialId = first?.caller?.credentialId ?? ''
    const found = async (...[filter]: Parameters<EmulatorJournal['query']>) =>
      operationsOf(await journal.query(filter)).join()
    expect(await found({ operationId: 'Encrypt' })).toBe('Encrypt,Encrypt')
    expect(await found({ operationId: '*Random*' })).toBe('GenerateRandomBytes')
    expect(await found({ resource: `serviceKey/${keyId}` })).toBe('Encrypt')
    expect(await found({ resource: 'domain/*' })).toBe('GenerateRandomBytes')
    expect(await found({ resource: `urn:v1:eu:resource:okms:*/serviceKey/${missing}` })).toBe('Encrypt')
    expect(await found({ credentialId })).toBe('Encrypt,Encrypt,GenerateRandomBytes')
    expect(await found({ credentialId: missing })).toBe('')
    expect(await found({ status: 404 })).toBe('Encrypt')
    expect(await found({ status: '2xx', result: 'ok' })).toBe('Encrypt,GenerateRandomBytes')
    expect(await found({ after: latest + 1 })).toBe('Encrypt,GenerateRandomBytes')
    expect(await found({ since: new Date('2100-01-01T00:00:00Z') })).toBe('')
    expect(await found({ since: 0 })).toBe('Encrypt,Encrypt,GenerateRandomBytes')
  })

  it('is read from either end, a part at a time', async () => {
    await encrypt()
    await random()
    await encrypt(missing)
    const newest = await journal.query({}, { order: 'desc', limit: 2 })
    expect(newest.map(({ status, operationId }) => [status, operationId]))
      .toEqual([[404, 'Encrypt'], [200, 'GenerateRandomBytes']])
    expect((await journal.query({}, { order: 'asc', limit: 1 })).map(({ status }) => status)).toEqual([200])
  })

  it('counts', async () => {
    await encrypt()
    await encrypt()
    expect([await journal.count(), await journal.count({ operationId: 'Decrypt' })]).toEqual([2, 0])
  })

  it('of a domain has no requests of another, and forgets them alone', async () => {
    const { controls, emulator } = faced()
    await encrypt()
    await emulator.fetch('/nothing')
    expect([await controls.journal.count(), await journal.count()]).toEqual([2, 1])
    await journal.clear()
    expect([await controls.journal.count(), await journal.count()]).toEqual([1, 0])
    await controls.journal.clear()
    expect(await controls.journal.count()).toBe(0)
  })

  it('waits for a request that comes later', async () => {
    const waiting = journal.waitFor({ operationId: 'Encrypt' }, { count: 2, timeout: '20s' })
    await encrypt()
    await random()
    await encrypt()
    expect(await waiting).toMatchObject({ complete: true, count: 2, nearest: [] })
  })

  it('says in time that nothing came', async () => {
    await random()
    const { complete, count, nearest } = await journal.waitFor({ operationId: 'Encrypt' }, { timeout: 50 })
    expect([complete, count]).toEqual([false, 0])
    expect(nearest).toMatchObject([{
      entry: { operationId: 'GenerateRandomBytes' },
      differences: [{ member: 'operationId', expected: 'Encrypt', actual: 'GenerateRandomBytes' }]
    }])
  })

  it('meets expectations', async () => {
    await encrypt()
    await random()
    const found = await journal.expect({ operationId: 'Encrypt', resource: `serviceKey/${keyId}` }, { count: 1 })
    expect(operationsOf(found)).toEqual(['Encrypt'])
    expect(await journal.expect({}, { count: { min: 1, max: 2 } })).toHaveLength(2)
    expect(await journal.expect({ result: 'refused' }, { count: 0 })).toEqual([])
    expect(await journal.expect()).toHaveLength(2)
  })

  it('waits for what is expected', async () => {
    const expected = journal.expect({ operationId: 'Encrypt' }, { count: 1, timeout: '20s' })
    await encrypt()
    expect(await expected).toHaveLength(1)
  })

  it('fails with the nearest misses', async () => {
    await encrypt(missing)
    const error = await journal.expect({ operationId: 'Encrypt', status: '2xx' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AssertionError)
    const { message } = error as AssertionError
    expect(message).toMatch(/^expected at least 1 request in the journal, found 0\n/)
    expect(message).toContain('nearest misses:')
    expect(message).toMatch(/status {2}expected 2xx {2}actual 404/)
    expect(message).toContain(`no service key ${missing}`)
  })

  it.each([
    [{ count: 1 }, 'exactly 1 request in the journal, found 2'],
    [{ count: { max: 1 } }, 'at most 1 request in the journal, found 2'],
    [{ count: { min: 3, max: 4 } }, '3 to 4 requests in the journal, found 2'],
    [{ count: 0 }, 'exactly 0 requests in the journal, found 2']
  ])('fails for other counts: %o', async (expectation, text) => {
    await encrypt()
    await encrypt()
    await expect(journal.expect({ operationId: 'Encrypt' }, expectation)).rejects.toThrow(`expected ${text}`)
  })

  it('is followed from now on, or from a number on', async () => {
    await random()
    const from = await journal.latest()
    await encrypt(missing)
    const followed = journal.follow({ operationId: 'Encrypt', after: from })
    const first = await followed.next()
    const second = followed.next()
    await encrypt()
    expect([first.value, (await second).value].map((entry) => (entry as JournalEntry).status)).toEqual([404, 200])
    await followed.return()
  })

  it('is dumped as a table', async () => {
    await encrypt()
    await encrypt(missing)
    expect((await journal.dump()).split('\n')).toEqual([
      expect.stringMatching(/^ +# {2}time +operation {2}resource +status +ms$/),
      expect.stringMatching(/^ *\d+ {2}[-\d:T.Z]+ {2}Encrypt {4}serviceKey\/[\da-f-]+ {2}200 +[\d.]+$/),
      expect.stringMatching(/^ *\d+ {2}[-\d:T.Z]+ {2}Encrypt {4}serviceKey\/1[1-8-]+ {2}404 +[\d.]+$/),
      expect.stringMatching(`^ +keyId: no service key ${missing}`),
      ''
    ])
  })

  it.each([
    ['an operation', { operationId: 'Encypt' }, /operation.*Encypt.*did you mean Encrypt\?/],
    ['a resource', { resource: 'serviceKeys/*' }, /resource.*serviceKeys.*did you mean serviceKey\/\*\?/],
    ['a domain', { okmsId: missing }, new RegExp(`no okms domain ${missing}`)],
    ['a time', { since: 'yesterday' }, /since.*yesterday.*RFC 3339/]
  ])('refuses %s that is none', async (_what, filter, expected) => {
    const { controls } = faced()
    await expect(controls.journal.query(filter)).rejects.toMatchObject({
      name: 'EmulatorRefusal', message: expect.stringMatching(expected)
    })
  })

  it.each(['6m', '-1s', 'soon'])('refuses to wait for %s', async (timeout) => {
    await expect(journal.waitFor({}, { timeout })).rejects.toThrow(/timeout.*accepted/)
  })
})
