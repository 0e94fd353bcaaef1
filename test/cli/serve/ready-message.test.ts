// Everything that serve prints when it is ready works: each URL, each address, each command line.

import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import https from 'node:https'
import http from 'node:http'
import net from 'node:net'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readyLine, readyText } from '../../../src/cli/serve/ready-message.js'
import { envCommand } from '../../../src/cli/serve/env-command.js'
import { loadConfig } from '../../../src/config/config.js'
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.js'
import { createLogger } from '../../../src/log/log.js'
import { compiledProgram } from '../../harness/compiled-program.js'

const program = [process.execPath, await compiledProgram('src/main.ts')]

let folder: string
let emulator: Emulator
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), "ready's test-")) })
afterEach(async () => {
  await emulator.close()
  rmSync(folder, { recursive: true })
})

async function start (...flags: readonly string[]): Promise<Emulator> {
  const config = loadConfig({
    argv: [
      '--ephemeral', '--port', '0', '--data', path.join(folder, 'data'), '--certs', path.join(folder, 'certs'), ...flags
    ],
    env: {},
    cwd: folder
  })
  emulator = await startEmulator(config, {
    log: createLogger({ level: 'silent', format: 'json', stream: { write: () => {} } })
  })
  return emulator
}

const textOf = (columns = 80) =>
  readyText(emulator, { columns, useEnv: envCommand({ emulator, env: {}, cwd: folder, program, platform: 'linux' }) })

/** The status of a GET, by a client that trusts our CA alone. */
async function statusOf (url: string): Promise<number | undefined> {
  const { files } = emulator
  const read = (file: string) => readFileSync(file)
  return await new Promise((resolve, reject) => {
    const request = url.startsWith('https:')
      ? https.get(url, { agent: false, ca: read(files.ca), cert: read(files.certificate), key: read(files.privateKey) })
      : http.get(url, { agent: false, headers: { authorization: `Bearer ${emulator.bootstrapSecret?.text ?? ''}` } })
    request.on('error', reject)
    request.on('response', (response) => { response.resume().on('end', () => { resolve(response.statusCode) }) })
  })
}

async function connects (address: string): Promise<boolean> {
  const [, host = '', port = ''] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(address) ?? []
  return await new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(port) }, () => { socket.destroy(); resolve(true) })
    socket.on('error', () => { resolve(false) })
  })
}

const hasIPv6 = await new Promise<boolean>((resolve) => {
  const server = net.createServer().once('error', () => { resolve(false) })
  server.listen(0, '::1', () => server.close(() => { resolve(true) }))
})

describe.each([
  { flags: [], host: 'localhost' },
  { flags: ['--host', '127.0.0.1'], host: 'localhost' },
  { flags: ['--host', '0.0.0.0'], host: 'localhost' },
  { flags: ['--host', '127.0.0.2'], host: '127.0.0.2' },
  { flags: ['--host', 'localhost'], host: 'localhost' },
  { flags: ['--host', hostname()], host: hostname() },
  ...(hasIPv6 ? [{ flags: ['--host', '::1'], host: '[::1]' }, { flags: ['--host', '::'], host: 'localhost' }] : [])
])('serve $flags', ({ flags, host }) => {
  it('prints URLs and addresses that work, on a terminal and elsewhere', async () => {
    const { port, endpoint } = await start(...flags)
    expect(endpoint).toBe(`https://${host}:${port}`)
    const text = textOf()
    const line = JSON.parse(readyLine(emulator))
    const urls = [...new Set([...text.matchAll(/https?:\/\/[^\s']+/g)].map(([url]) => url))]
    expect(urls).toEqual(expect.arrayContaining([line.pages.home, line.pages.swagger, line.pages.admin]))
    expect(Object.values(line.pages).every((url) => String(url).startsWith(endpoint))).toBe(true)
    for (const url of urls) expect([url, await statusOf(url)]).toEqual([url, 200])
    const [, listening = ''] = /listening on +(.*)/.exec(text) ?? []
    for (const address of listening.split(', ').filter((one) => !one.includes('port') && !one.startsWith('every'))) {
      expect([address, await connects(address)]).toEqual([address, true])
    }
    expect(Object.values<string>(line.files).filter((file) => !existsSync(file))).toEqual([])
  })
})

describe('the plain port of the OVHcloud API', () => {
  it('is not mentioned when there is none', async () => {
    await start()
    expect(textOf()).not.toContain('OVHcloud API')
    expect(JSON.parse(readyLine(emulator)).ovhApi).toBeNull()
  })

  it('is named as clients are given it', async () => {
    const { ovhApi } = await start('--ovh-api-port', '0')
    expect(textOf()).toContain(`OVHcloud API        ${ovhApi}/1.0\n`)
    expect(JSON.parse(readyLine(emulator)).ovhApi).toBe(ovhApi)
  })
})

describe('the bootstrap port', () => {
  it('is not named when it is off', async () => {
    await start('--bootstrap-port', 'off')
    expect(textOf()).not.toContain('bootstrap')
    expect(JSON.parse(readyLine(emulator)).bootstrap).toBeNull()
  })

  it.each([
    { flags: ['--bootstrap-port', '0'], file: 'ca.pem', says: 'ca.pem only' },
    { flags: ['--bootstrap-port', '0', '--bootstrap-host', '127.0.0.1'], file: '', says: 'client bundle' },
    { flags: ['--bootstrap-port', '0', '--bootstrap-host', '0.0.0.0'], file: '', says: 'client bundle' },
    { flags: ['--bootstrap-port', '0', '--bootstrap-host', '127.0.0.2'], file: '', says: 'client bundle' }
  ])('$flags: says what it hands out', async ({ flags, file, says }) => {
    const { bootstrap } = await start(...flags)
    const [, url = '', note = ''] = /bootstrap port +(\S+)\n +(.*)/.exec(textOf()) ?? []
    expect(url).toBe(`${bootstrap}/${file}`)
    expect(await statusOf(url)).toBe(200)
    expect(note).toContain(says)
    expect(textOf().includes('bootstrap secret')).toBe(file === '')
  })
})

describe('the command lines', () => {
  const sh = promisify(execFile)
  const curl = ['/usr/bin/curl', '/bin/curl'].find((file) => existsSync(file))

  it('set the variables in a shell, from folders with any name', async () => {
    await start()
    const [, line = ''] = /in your shell:\n +(.*)/.exec(textOf()) ?? []
    const { stdout } = await sh('sh', ['-c', `${line} && echo "$KMS_RESTAPI_ENDPOINT"`], { cwd: '/' })
    expect(stdout).toBe(`${emulator.endpoint}\n`)
  })

  it.skipIf(curl === undefined)('make a request with curl', async () => {
    await start()
    const [line = ''] = /^ +curl .*$/m.exec(textOf()) ?? []
    const { stdout } = await sh('sh', ['-c', line], { env: { PATH: '/usr/bin:/bin' } })
    expect(JSON.parse(stdout)).toHaveProperty('bytes')
  })

  it('name the folder in the words of each shell, and another server than that of okms.yaml', async () => {
    const { certs, endpoint, files } = await start()
    const useEnv = (given: Partial<Parameters<typeof envCommand>[0]>) => envCommand({
      emulator: { certs, endpoint, files }, env: {}, cwd: '/', program: ['okms-emulator'], platform: 'linux', ...given
    })
    expect(useEnv({ emulator: { certs, files, endpoint: 'https://localhost:1' } }))
      .toContain('--endpoint https://localhost:1)')
    expect(useEnv({ env: { SHELL: '/usr/bin/fish' } })).toMatch(/^okms-emulator env --certs '.*\\'.*' \| source$/)
    expect(useEnv({ platform: 'win32' })).toMatch(/^okms-emulator env --certs '.*''.*' \| Out-String \| Invoke-Expression$/)
  })

  it('need no flags in the default folders', async () => {
    const { certs, endpoint, files } = await start('--certs', path.join(folder, '.okms-emulator/certs'))
    expect(envCommand({
      emulator: { certs, endpoint, files }, env: {}, cwd: folder, program: ['okms-emulator'], platform: 'linux'
    })).toBe('eval "$(okms-emulator env)"')
  })
})

it('fits narrow terminals, but for what is copied', async () => {
  await start()
  const words = textOf(40).split('\n').filter((line) => line.length > 40).map((line) => line.trim())
  expect(words.filter((line) => !/[/:]/.test(line))).toEqual([])
})
