// Whether everything in the two folders of certificates belongs together.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { expect } from 'vitest'

/**
 * Every certificate has its key, and the password opens the PKCS#12 file of the default client.
 * `folder` has `certs` and `pki`.
 */
export function expectFittingFolders (folder: string): void {
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  const pairs = [['certs/client.pem', 'certs/client-key.pem'], ['pki/admin.pem', 'pki/admin-key.pem'], [
    'pki/ca.pem', 'pki/ca-key.pem'
  ], ['pki/server.pem', 'pki/server.pem']] as const
  for (const [certificate, key] of pairs) {
    expect(new X509Certificate(read(certificate)).checkPrivateKey(createPrivateKey(read(key))), certificate).toBe(true)
  }
  expect(read('certs/ca.pem')).toBe(read('pki/ca.pem'))
  expect(() => createSecureContext({
    pfx: readFileSync(path.join(folder, 'certs/client.p12')), passphrase: read('certs/client.p12.password')
  })).not.toThrow()
}
