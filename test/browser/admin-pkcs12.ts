// The admin certificate as a browser imports it.

import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { TestEmulator } from '../harness/emulator.js'
import type { ClientPkcs12 } from './chromium.js'

/** Made as docs/pages.md says. */
export function adminPkcs12 (emulator: Pick<TestEmulator, 'folder'>): ClientPkcs12 {
  const file = path.join(emulator.folder, 'admin.p12')
  const password = 'of the test'
  execFileSync('openssl', [
    'pkcs12', '-export', '-in', 'pki/admin.pem', '-inkey', 'pki/admin-key.pem', '-out', file, '-passout',
    `pass:${password}`
  ], { cwd: emulator.folder })
  return { file, password }
}
