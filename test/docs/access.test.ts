// docs/access.md: its tables are those of the code, and its commands work as they stand.

import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compiledProgram } from '../harness/compiled-program.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { clientTable, diagnosisTable } from './access-tables.js'

const root = path.join(import.meta.dirname, '../..')
const program = await compiledProgram('src/main.ts')
const page = readFileSync(path.join(root, 'docs/access.md'), 'utf8')
const trusts = page.slice(page.indexOf('## Certificates that work'))
const blocks = [...trusts.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block)

it('has the table of clients and the table of diagnoses', () => {
  expect(page).toContain(clientTable())
  expect(page).toContain(diagnosisTable())
})

describe('its commands', () => {
  let emulator: TestEmulator
  beforeAll(async () => {
    emulator = await startTestEmulator()
    mkdirSync(path.join(emulator.folder, 'bin'))
    const npx = path.join(emulator.folder, 'bin/npx')
    writeFileSync(npx, `#!/bin/sh\nshift\nexec '${process.execPath}' '${program}' "$@"\n`)
    chmodSync(npx, 0o755)
  })
  afterAll(async () => { await emulator.close() })

  it('are there', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(4)
  })

  it.each(blocks)('%s', async (block) => {
    // SHELL decides what env prints, and these are lines for sh. The server is in this process, so
    // nothing may wait for it in the way.
    const env = { PATH: `${path.join(emulator.folder, 'bin')}:${process.env.PATH ?? ''}`, SHELL: '/bin/sh', OKMS_EMULATOR_CERTS: emulator.certs }
    await promisify(execFile)('sh', ['-euc', block], { cwd: emulator.folder, env, timeout: 30_000 })
  }, 40_000)
})
