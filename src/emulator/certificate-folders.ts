// Opens the two certificate folders: the one that clients read, and the one that only the server reads.

import { existsSync, realpathSync, statSync } from 'node:fs'
import type { Config } from '../config/config.js'
import type { CertificateFolder } from '../domain/ports.js'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { isInside } from '../config/folders.js'
import { openCertificateFolder } from '../store/certificate-folder.js'
import type { ModeRefused } from '../store/files/file-mode.js'

export interface CertificateFolders {
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly pkiFolder: CertificateFolder
}

/**
 * Creates missing folders. Throws StartFailure, also if links or mounts place the pki folder
 * inside the certificate folder. `modeRefused` gives what is called for a folder whose file system does not let this
 * user change modes.
 */
export function openCertificateFolders (
  { certs, pki }: Pick<Config, 'certs' | 'pki'>, modeRefused: (folder: string) => ModeRefused = () => () => {}
): CertificateFolders {
  const folder = openCertificateFolder(certs, { modeRefused: modeRefused(certs) })
  if (existsSync(pki) && isWithin(pki, certs)) {
    throw startFailure(startFailures.UsageWrong, [(spell) => `${spell('pki')}: got ${JSON.stringify(pki)}, which is inside ${spell('certs')} ${JSON.stringify(certs)}; accepted: a folder outside`])
  }
  return { folder, pkiFolder: openCertificateFolder(pki, { secret: true, modeRefused: modeRefused(pki) }) }
}

/** Compares inodes too: a folder that is mounted in two places has two paths. */
function isWithin (inner: string, outer: string): boolean {
  const [one, other] = [statSync(inner, { bigint: true }), statSync(outer, { bigint: true })]
  return (one.dev === other.dev && one.ino === other.ino) || isInside(realpathSync(inner), realpathSync(outer))
}
