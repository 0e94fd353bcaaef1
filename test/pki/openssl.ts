// OpenSSL's command line and Java's keytool as independent readers of what src/pki writes.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Standard output; throws when openssl is not content. */
export const openssl = (args: readonly string[], input: string | Buffer = '') =>
  execFileSync('openssl', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })

/** A certificate as openssl prints it, white space made single, and no spaces around `=`, where its versions differ. */
export const printed = (pem: string) =>
  openssl(['x509', '-noout', '-text'], pem).replace(/\s+/g, ' ').replaceAll(' = ', '=')

/** A folder that goes away with the test. */
export function temporaryFolder (): string {
  const folder = mkdtempSync(join(tmpdir(), 'okms-pki-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A file that goes away with the test. */
export function fileWith (content: string | Buffer): string {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, content)
  return file
}

/** Whether openssl accepts the certificate for this purpose under this CA alone, by its strictest rules. */
export function opensslAccepts (
  purpose: 'sslserver' | 'sslclient', pem: string, caPem: string, ...more: readonly string[]
): string {
  const { stdout, stderr } = spawnSync(
    'openssl', ['verify', '-purpose', purpose, '-CAfile', fileWith(caPem), ...more, fileWith(pem)], { encoding: 'utf8' }
  )
  return stdout.trim().endsWith(': OK') ? 'OK' : stdout + stderr
}

export const hasJava = spawnSync('keytool', ['-help']).status === 0
