// The commands of the first part of docs/access.md, about domains, credentials, tokens and policies, run as
// written there, apart from the port.

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run } from '../../src/cli/run.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'

const root = path.join(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/access.md'), 'utf8')
/** access.test.ts has the rest. */
const part = page.slice(0, page.indexOf('## Certificates that work'))
const commands = [...part.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, code = '']) => code)

let emulator: TestEmulator
let printed: string

/**
 * Runs a command line of the page in this process: loading the program again for each of
 * twenty would take most of a minute.
 */
async function invoke (argv: readonly string[]) {
  const written = { stdout: '', stderr: '' }
  const code = await run(argv, {
    env: { OKMS_EMULATOR_DATA: 'data', OKMS_EMULATOR_CERTS: 'certs' },
    cwd: emulator.folder,
    stdout: { write: (text: string) => { written.stdout += text } },
    stderr: { write: (text: string) => { written.stderr += text } }
  })
  return { code, ...written }
}

/** What stands for the program in bash: hands its words over, and gives what comes back. */
const client = `
  const request = require('http').request({ socketPath: process.env.COMMANDS, method: 'POST' }, (response) => {
    let text = ''
    response.on('data', (part) => { text += part }).on('end', () => {
      const { code, stdout, stderr } = JSON.parse(text)
      process.stdout.write(stdout)
      process.stderr.write(stderr)
      process.exitCode = code
    })
  })
  request.end(JSON.stringify(process.argv.slice(1)))`

beforeAll(async () => {
  emulator = await startTestEmulator({ flags: ['--iam-mode', 'enforce'] })
  const socket = path.join(emulator.folder, 'commands')
  const server = createServer((request, response) => {
    void text(request).then(async (words) => { response.end(JSON.stringify(await invoke(JSON.parse(words)))) })
  })
  await new Promise<void>((resolve) => { server.listen(socket, resolve) })
  try {
    const script = ['npx() { shift; node -e "$PROGRAM" -- "$@"; }', ...commands.map((code) => code.replaceAll('localhost:8443', `localhost:${emulator.port}`))]
      .join('\n')
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: emulator.folder, env: { ...process.env, COMMANDS: socket, PROGRAM: client }
    })
    printed = stdout
  } finally {
    server.close()
  }
}, 60_000)

afterAll(async () => { await emulator.close() })

it('has a block for each thing that it explains', () => {
  expect(commands.length).toBeGreaterThan(6)
})

it('let in who should be, and refused once, for want of a policy', () => {
  expect(printed.match(/\{"bytes":"[^"]+"\}/g)).toHaveLength(5)
  expect(printed.match(/no policy allows okms:apikms:random\/get/g)).toHaveLength(1)
})

it('left behind what it says', async () => {
  const { body: policies } = await emulator.admin.request('GET', '/_emulator/policies')
  expect(policies).toMatchObject([{ name: 'pipeline' }])
  const { body: domains } = await emulator.admin.request('GET', '/_emulator/domains')
  const { okmsId } = domains.find(({ name }: { name: string }) => name === 'project')
  const { body: credentials } = await emulator.admin.request('GET', `/_emulator/domains/${okmsId}/credentials`)
  expect(credentials.map(({ name, status, fromCSR }: Record<string, unknown>) => ({ name, status, fromCSR }))).toEqual([
    { name: 'first access', status: 'READY', fromCSR: false }, { name: 'ci', status: 'READY', fromCSR: false },
    { name: 'own', status: 'REVOKED', fromCSR: true }
  ])
})
