// The reasons of a failing healthcheck; the good case is in process.test.ts.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { whyNotReady } from '../../src/cli/healthcheck.js'

let certs: string
beforeEach(() => { certs = mkdtempSync(path.join(tmpdir(), 'healthcheck-')) })
afterEach(() => { rmSync(certs, { recursive: true }) })

it('no port', async () => {
  expect(await whyNotReady({ hosts: ['127.0.0.1'], port: 0, certs })).toContain('--port 0 names no port')
})

it('no certificate folder', async () => {
  expect(await whyNotReady({ hosts: ['127.0.0.1'], port: 8443, certs })).toMatch(/client files in .* cannot be read .*ca\.pem.*--certs$/)
})

it('no client certificate in it', async () => {
  writeFileSync(path.join(certs, 'ca.pem'), '')
  expect(await whyNotReady({ hosts: ['127.0.0.1'], port: 8443, certs })).toBe(`no client certificate in ${certs}; name the server's folder with --certs`)
})
