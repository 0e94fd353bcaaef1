// The secret that opens the client bundle of the bootstrap port. A web page that reaches the port, for instance by
// DNS rebinding, does not know it.

import { randomBytes } from 'node:crypto'
import type { CertificateFolder } from '../../domain/ports.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { pkiFiles } from '../certificates/certificate-files.js'

export interface BootstrapSecret {
  readonly text: string
  /** Absolute path of the file that has it; undefined when it was given by an option. */
  readonly file: string | undefined
}

/**
 * @param given From the option. Without it, the first start makes a secret. Throws
 *   CertificatesBroken when its file has none.
 */
export function openBootstrapSecret (folder: CertificateFolder, given: string | undefined): BootstrapSecret {
  if (given !== undefined) return { text: given, file: undefined }
  const name = pkiFiles.bootstrapSecret
  folder.create(name, `${randomBytes(24).toString('base64url')}\n`, { secret: true })
  const text = folder.read(name, { secret: true })?.toString().trim() ?? ''
  if (!/^[\w-]{16,}$/.test(text)) {
    throw startFailure(startFailures.CertificatesBroken, folder.path(name), 'it is not a secret that this program wrote', 'remove it to make another')
  }
  return { text, file: folder.path(name) }
}
