// Several processes that start at the same moment on one fresh certificate folder, each with another umask.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClient } from '../harness/client.js'
import { compiledProgram } from '../harness/compiled-program.js'
import { expectFittingFolders } from '../harness/fitting-folders.js'

const program = await compiledProgram('src/main.ts')
const umasks = ['000', '077', '022', '027'] as const

let folder: string
let children: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parallel-starts-'))
  children = []
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true })
})

/** The ready line of a process that was started with this umask. */
async function start (umask: string): Promise<{ readonly endpoint: string, readonly okmsId: string }> {
  const address = ['--host', '127.0.0.1', '--port', '0', '--bootstrap-port', 'off']
  const argv = [program, 'serve', '--ephemeral', ...address, '--certs', path.join(folder, 'certs')]
  const script = `umask ${umask}; exec "$0" "$@"`
  const command = ['-c', script, process.execPath, ...argv]
  const child = spawn('sh', command, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let errors = ''
  child.stderr.on('data', (part: Buffer) => { errors += part.toString() })
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  if (value === undefined) throw new Error(`not ready: ${errors}`)
  return JSON.parse(value)
}

/** Modes of everything in a folder, by name. */
const modes = (name: string) => Object.fromEntries(readdirSync(path.join(folder, name))
  .map((file) => [file, (statSync(path.join(folder, name, file)).mode & 0o777).toString(8)]))

it('each is ready, everything in the folders fits, each accepts it, and private files are for the owner alone', { timeout: 120_000 }, async () => {
  const servers = await Promise.all(umasks.map(start))
  expectFittingFolders(folder)
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  for (const { endpoint, okmsId } of servers) {
    for (const [certificate, key, route] of [
      ['certs/client.pem', 'certs/client-key.pem', `/api/${okmsId}/v1/random?length=8`],
      ['pki/admin.pem', 'pki/admin-key.pem', '/_emulator/domains']
    ] as const) {
      const client = createClient({
        endpoint,
        ca: path.join(folder, 'certs/ca.pem'),
        certificate: { certificatePem: read(certificate), privateKeyPem: read(key) }
      })
      expect((await client.request('GET', route)).status).toBe(200)
      await client.close()
    }
  }

  const isSecret = (name: string) => /key\.pem$|\.p12|^server|\.lock$|^ovh/.test(name)
  for (const name of ['certs', 'pki']) {
    const found = modes(name)
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((file) => [file, isSecret(file) ? '600' : '644'])))
  }
  expect([statSync(path.join(folder, 'certs')).mode & 0o777, statSync(path.join(folder, 'pki')).mode & 0o777])
    .toEqual([0o755, 0o700])
})
