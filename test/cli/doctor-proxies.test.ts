// doctor and proxies: each thing that a proxy can do to a connection, done by a real one.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { startInterceptor, startProxy } from '../harness/proxies.js'

const closing: Array<() => unknown> = []
let emulator: TestEmulator
beforeAll(async () => { emulator = await startTestEmulator() })
afterAll(async () => {
  for (const close of closing) await close()
  await emulator.close()
})

async function doctor (env: Record<string, string>, ...argv: readonly string[]) {
  const output = { stdout: '', stderr: '' }
  const code = await run(['doctor', '--certs', emulator.certs, ...argv], {
    env,
    cwd: emulator.folder,
    stdout: { write: (text) => { output.stdout += text } },
    stderr: { write: (text) => { output.stderr += text } }
  })
  return { code, ...output }
}

async function proxy (portFor: Parameters<typeof startProxy>[0]) {
  const started = await startProxy(portFor)
  closing.push(() => { started.close() })
  return started
}

async function interceptor () {
  const started = await startInterceptor()
  closing.push(() => { started.close() })
  return started.port
}

describe.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])('%s', (variable) => {
  it('that refuses localhost', async () => {
    const { url, asked } = await proxy(() => ({ status: 403 }))
    const { code, stdout, stderr } = await doctor({ [variable]: url.replace('//', '//me:se%40cret@') })
    expect([code, stdout]).toEqual([62, ''])
    expect(stderr).toContain(`${variable} sends connections to localhost port ${emulator.port} through the proxy ${url}, as NO_PROXY is not set; it answers 403 Forbidden`)
    expect(stderr).toMatch(/cure: make clients connect directly: eval "\$\(okms-emulator env\)" adds the host to NO_PROXY/)
    expect(stderr).not.toContain('cret')
    expect(asked).toEqual([{ authority: `localhost:${emulator.port}`, authorization: `Basic ${Buffer.from('me:se@cret').toString('base64')}` }])
  })
})

it('a proxy that is not there', async () => {
  const gone = await startProxy((port) => port)
  gone.close()
  expect(await doctor({ HTTPS_PROXY: gone.url, NO_PROXY: 'corp.example' })).toMatchObject({
    code: 62,
    stderr: expect.stringMatching(/as NO_PROXY does not name localhost; it cannot be used: .*ECONNREFUSED/) as string
  })
})

it('a proxy that intercepts TLS', async () => {
  const port = await interceptor()
  const { url } = await proxy(() => port)
  expect(await doctor({ HTTPS_PROXY: url })).toMatchObject({ code: 63, stderr: expect.stringMatching(/issued by "CN=Corporate Proxy CA".*the proxy http:\/\/127\.0\.0\.1:\d+ intercepts TLS/) as string })
})

it('something in between that no variable names', async () => {
  const port = await interceptor()
  expect(await doctor({}, '--endpoint', `https://localhost:${port}`))
    .toMatchObject({ code: 63, stderr: expect.stringMatching(/"CN=Corporate Proxy CA".*a proxy, a virus scanner or another service answers in its place/) as string })
})

it('a proxy that works is named all the same', async () => {
  const { url, asked } = await proxy((port) => port)
  const { code, stderr } = await doctor({ HTTPS_PROXY: url })
  expect(code).toBe(0)
  expect(stderr).toContain(`clients that follow HTTPS_PROXY connect through the proxy ${url}, as NO_PROXY is not set, which works; eval "$(okms-emulator env)" makes them connect directly`)
  expect(asked.length).toBeGreaterThanOrEqual(2)
})

it('a host that only the proxy reaches', async () => {
  const { url } = await proxy(() => emulator.port)
  const endpoint = `https://host.docker.internal:${emulator.port}`
  const { code, stderr } = await doctor({ HTTPS_PROXY: url }, '--endpoint', endpoint)
  expect([code, stderr]).toEqual([0, expect.stringContaining('other clients fail: there is no host host.docker.internal') as string])
})

it('a server that is down is the first thing to fix', async () => {
  const { url } = await proxy(() => ({ status: 502 }))
  expect(await doctor({ HTTPS_PROXY: url }, '--endpoint', 'https://localhost:1')).toMatchObject({ code: 42 })
})

it('a proxy that cannot be tried', async () => {
  expect(await doctor({ ALL_PROXY: 'socks5://127.0.0.1:1080' })).toMatchObject({
    code: 0, stderr: expect.stringContaining('that was not tried, as doctor does not speak socks5') as string
  })
})

it.each([{ NO_PROXY: 'localhost' }, { no_proxy: '*' }])('%j keeps the server from the proxy', async (env) => {
  const { url, asked } = await proxy(() => ({ status: 403 }))
  expect(await doctor({ HTTPS_PROXY: url, ...env })).toMatchObject({ code: 0, stderr: `okms-emulator: using the server at ${emulator.endpoint} with the files of ${emulator.certs}\n` })
  expect(asked).toEqual([])
})

it('answers with JSON', async () => {
  const { url } = await proxy(() => ({ status: 403 }))
  expect(JSON.parse((await doctor({}, '--json')).stdout)).toEqual({ endpoint: emulator.endpoint, ok: true })
  expect(JSON.parse((await doctor({ HTTPS_PROXY: url }, '--json')).stdout))
    .toMatchObject({ ok: false, exitCode: 62, cause: expect.any(String) as string, cure: expect.any(String) as string })
})
