// A domain for a test, whatever the framework: which server it is on, its end, and its journal when the test failed.

import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startEmulator, type EmulatorDomain } from '../../src/index.js'
import { sharedServer } from '../../src/testing/global-setup.js'
import { laterDomain, openTestDomain } from '../../src/testing/test-domains.js'
import { closeTestServers, serverVariables, testServer } from '../../src/testing/test-servers.js'

const printed: string[] = []
const open = async (options?: Parameters<typeof openTestDomain>[0]) =>
  await openTestDomain(options, (text) => { printed.push(text) })
const random = async ({ fetch, okmsId }: EmulatorDomain) => (await fetch(`/api/${okmsId}/v1/random`)).status

beforeEach(() => {
  vi.stubEnv(serverVariables.certs, undefined)
  vi.stubEnv(serverVariables.pki, undefined)
  printed.length = 0
})
afterEach(async () => {
  await closeTestServers()
  vi.unstubAllEnvs()
})

describe('the end of a test', () => {
  it('removes the domain, and prints nothing when the test passed', async () => {
    const { domain, end } = await open()
    expect(await random(domain)).toBe(200)
    await end({ failed: false, subject: 'test "a"' })
    await expect(domain.journal.count()).rejects.toThrow(domain.okmsId)
    expect(printed).toEqual([])
  })

  it('prints the requests in the domain of a failed test, and no others', async () => {
    const [first, second] = [await open(), await open()]
    await random(first.domain)
    await second.domain.fetch(`/api/${second.domain.okmsId}/v1/servicekey`)
    await first.end({ failed: true, subject: 'test "a"' })
    await second.end({ failed: false, subject: 'test "b"' })
    expect(printed).toHaveLength(1)
    expect(printed[0]).toMatch(new RegExp(`^okms-emulator: requests of the failed test "a" in okms domain ${first.domain.okmsId}:\n`))
    expect(printed[0]).toContain('GenerateRandomBytes')
    expect(printed[0]).not.toContain('ListServiceKeys')
  })

  it('counts the requests that the journal dropped', async () => {
    const { domain, end } = await open({ server: { journal: 2 } })
    for (let count = 0; count < 5; count++) await random(domain)
    await end({ failed: true, subject: 'test "a"' })
    expect(printed[0]).toContain('3 older requests are not kept any more')
  })

  it('never prints a plaintext or a token', async () => {
    const { domain: { fetch, okmsId, token }, end } = await open({ token: true })
    const post = async (route: string, body: object) => await (await fetch(`/api/${okmsId}/v1${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body)
    })).json() as { readonly id: string }
    const { id } = await post('/servicekey', { name: 'a key', type: 'oct', size: 256 })
    const plaintext = Buffer.from('plaintext of the test').toString('base64')
    await post(`/servicekey/${id}/encrypt`, { plaintext, context: plaintext })
    await end({ failed: true, subject: 'test "a"' })
    expect(printed[0]).toContain('Encrypt')
    expect(printed[0]).not.toContain(plaintext)
    expect(printed[0]).not.toContain(token)
  })

  it('says so when the test removed its domain, and fails no test for it', async () => {
    const [passed, failed] = [await open(), await open()]
    await passed.domain.remove()
    await passed.end({ failed: false, subject: 'test "a"' })
    await failed.domain.remove()
    await failed.end({ failed: true, subject: 'test "b"' })
    expect(printed).toEqual([`okms-emulator: requests of the failed test "b" in okms domain ${failed.domain.okmsId} cannot be shown: the domain was removed, and its journal with it`])
  })

  it('fails a passed test, but not one that failed already, when the server cannot be reached', async () => {
    const server = await startEmulator()
    vi.stubEnv(serverVariables.certs, path.dirname(server.files.ca))
    vi.stubEnv(serverVariables.pki, path.dirname(server.files.adminCertificate))
    const [passed, failed] = [await open(), await open()]
    await server.close()
    await expect(passed.end({ failed: false, subject: 'test "a"' }))
      .rejects.toThrow(`okms domain ${passed.domain.okmsId} cannot be removed after the test: the server at ${server.endpoint} does not answer`)
    await failed.end({ failed: true, subject: 'test "b"' })
    expect(printed[0]).toContain(`cannot be shown: the server at ${server.endpoint} does not answer`)
  })
})

describe('the server', () => {
  it('is one for all tests of the file, and one of its own for each object of options', async () => {
    const own = { fastRsa: true }
    const endpoints = await Promise.all([undefined, undefined, own, own, { ...own }].map(async (options) =>
      (await testServer(options)).endpoint))
    expect(endpoints[0]).toBe(endpoints[1])
    expect(endpoints[2]).toBe(endpoints[3])
    expect(new Set(endpoints).size).toBe(3)
  })

  it('is closed at the end of the file, after the last domain on it', async () => {
    const { domain, end } = await open()
    await closeTestServers()
    expect(await random(domain)).toBe(200)
    await end({ failed: false, subject: 'test file' })
    await expect(domain.fetch('/')).rejects.toThrow('fetch failed')
    // A later test starts another.
    expect((await testServer()).endpoint).not.toBe(domain.endpoint)
  })

  it('is that of the global setup, which goes on running after the file', async () => {
    const tearDown = await sharedServer({ fastRsa: true })()
    const { domain, end } = await open()
    expect((await testServer()).files.ca).not.toContain(process.env[serverVariables.certs])
    await end({ failed: false, subject: 'test "a"' })
    await closeTestServers()
    expect((await testServer()).endpoint).toBe(domain.endpoint)
    await closeTestServers()
    await tearDown()
    expect(process.env[serverVariables.certs]).toBeUndefined()
  })

  it('of the environment that cannot be used fails every test with the reason', async () => {
    vi.stubEnv(serverVariables.certs, '/nowhere')
    for (let times = 0; times < 2; times++) {
      await expect(open()).rejects.toThrow('the server that OKMS_EMULATOR_CERTS (/nowhere) names cannot be used: /nowhere/okms.yaml names no endpoint')
    }
  })

  it('that does not start fails the test with the reason', async () => {
    await expect(open({ server: { port: -1 } })).rejects.toMatchObject({ code: 'UsageWrong' })
    await closeTestServers()
  })
})

describe('a domain that is known later', () => {
  it('has the members of the domain then, and says what is wrong before', async () => {
    const known: EmulatorDomain[] = []
    const later = laterDomain(() => known[0])
    expect(() => later.okmsId).toThrow(/^okms\.okmsId: the domain of domainPerFile\(\) exists only while hooks and tests run/)
    const { domain, end } = await open()
    known.push(domain)
    expect(await random(later)).toBe(200)
    await end({ failed: false, subject: 'test file' })
  })
})
