// The key that signs tokens, in the pki folder: created at the first start and kept, so that the
// signature of a token can be verified.

import { generateKeyPairSync } from 'node:crypto'
import { createTokenSigner, type TokenSigner } from '../../../crypto/jose/jwt.js'
import type { CertificateFolder } from '../../../domain/ports.js'
import { startFailure, startFailures } from '../../../domain/errors/start-failures.js'
import { pkiFiles } from '../../certificates/certificate-files.js'

/** Throws CertificatesBroken when the file is not an Ed25519 private key. */
export function openTokenSigner (folder: CertificateFolder): TokenSigner {
  const name = pkiFiles.tokenKey
  if (folder.read(name, { secret: true }) === undefined) {
    folder.create(name, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), {
      secret: true
    })
  }
  const pem = folder.read(name, { secret: true })?.toString() ?? ''
  try {
    return createTokenSigner(pem)
  } catch {
    throw startFailure(startFailures.CertificatesBroken, folder.path(name), 'it is not an Ed25519 private key', 'put the right file back, or remove it to make another')
  }
}
