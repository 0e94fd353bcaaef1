// Chromium accepts the server after `trust`, and refuses it before and after `trust --remove`.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { thisMachine } from '../../src/cli/trust/machine.js'
import { runTrust } from '../../src/cli/trust/trust.js'
import { startTestEmulator, type TestEmulator } from '../harness/emulator.js'
import { openBrowser } from './chromium.js'

let emulator: TestEmulator
let home: string
beforeAll(async () => {
  emulator = await startTestEmulator()
  home = mkdtempSync(path.join(tmpdir(), 'okms-emulator-home-'))
})
afterAll(async () => {
  await emulator.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

/** A user of this machine whose home belongs to the test, and whose test folders count as lasting. */
async function trust (...argv: readonly string[]): Promise<number> {
  const machine = {
    ...thisMachine(process.env), home, ownsHome: true, isRoot: false, temporary: path.join(home, 'tmp')
  }
  const silent = { write: () => {} }
  return await runTrust(
    ['--certs', emulator.certs, ...argv], { env: {}, cwd: home, stdout: silent, stderr: silent }, machine
  )
}

/** The title of the front page, or Chromium's complaint. */
async function open (): Promise<string> {
  const browser = await openBrowser({
    files: emulator.files, endpoint: emulator.endpoint, withCertificate: false, home
  })
  try {
    await browser.page.goto(`${emulator.endpoint}/`)
    return await browser.page.title()
  } catch (error) {
    return /net::(\w+)/.exec(String(error))?.[1] ?? String(error)
  } finally {
    await browser.close()
  }
}

it('opens the front page without a certificate error while the CA is trusted, and not otherwise', async () => {
  expect(await open()).toBe('ERR_CERT_AUTHORITY_INVALID')
  expect(await trust('--yes')).toBe(0)
  expect(await open()).toMatch(/okms/i)
  expect(await trust('--remove')).toBe(0)
  expect(await open()).toBe('ERR_CERT_AUTHORITY_INVALID')
})
