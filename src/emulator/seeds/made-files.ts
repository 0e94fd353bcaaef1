// The files that a seed wants written: credentials, tokens and client secrets.

import path from 'node:path'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import type { MadeSecrets } from '../../services/seeds/items/item.js'
import { openCertificateFolder } from '../../store/certificate-folder.js'

/**
 * Writes what was made to where the seed says, private files with mode 0600. Returns the paths. Throws StartFailure
 * when a file cannot be written.
 */
export function writeMade (made: MadeSecrets, base: string): readonly string[] {
  const { out, certificatePem, privateKeyPem, token, clientSecret } = made
  if (out === undefined) return []
  const place = path.resolve(base, out)
  const written: string[] = []
  const write = (file: string, content: string | undefined, secret: boolean) => {
    if (content === undefined) return
    openCertificateFolder(path.dirname(file)).write(path.basename(file), content, { secret })
    written.push(file)
  }
  // The certificate comes last: a certificate in the folder has its key.
  write(path.join(place, certificateFiles.privateKey), privateKeyPem, true)
  write(path.join(place, certificateFiles.certificate), certificatePem, false)
  write(place, token ?? clientSecret, true)
  return written
}
