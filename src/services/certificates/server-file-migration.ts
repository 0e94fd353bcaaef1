// Earlier versions kept the server's files in the certificate folder, next to those of
// clients: moves them to the pki folder.

import type { CertificateFolder } from '../../domain/ports.js'
import { StartFailure, startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { keyState, readCertificate } from '../../pki/read-certificate.js'
import { pkiFiles } from './certificate-files.js'

export interface MigrationFolders {
  /** The certificate folder. */
  readonly folder: CertificateFolder
  readonly pkiFolder: CertificateFolder
}

/**
 * In this order. The key of the CA is removed last. While it is in the certificate folder, the move is
 * incomplete and the next start continues it. Afterwards, files with these names in the certificate folder
 * belong to the user and are left alone.
 */
const moved = [
  pkiFiles.tokenKey,
  pkiFiles.adminPrivateKey,
  pkiFiles.adminCertificate,
  pkiFiles.server,
  pkiFiles.serverNames,
  pkiFiles.caPrivateKey
] as const

/**
 * Keys that cannot be replaced: one in the certificate folder is never discarded in favour of
 * another one in the pki folder.
 */
const irreplaceable = [pkiFiles.tokenKey, pkiFiles.caPrivateKey] as const

/**
 * Returns the names of the moved files. Each file is complete in the pki folder before it is removed from the
 * certificate folder. Throws StartFailure, without any change, when the two folders have different keys.
 */
export function moveServerFiles ({ folder, pkiFolder }: MigrationFolders): readonly string[] {
  const caKey = folder.read(pkiFiles.caPrivateKey, { secret: true })
  if (caKey === undefined) return []
  refuseOtherKeys(folder, pkiFolder)
  refuseOtherCa(folder, pkiFolder, caKey)

  // Before the key, so that no start finds only the key and issues another certificate for it.
  copy(folder, pkiFolder, pkiFiles.caCertificate, false)
  const names = moved.filter((name) => folder.read(name, { secret: true }) !== undefined)
  for (const name of names) copy(folder, pkiFolder, name, name !== pkiFiles.adminCertificate)
  try {
    for (const name of names) folder.remove(name)
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    const more = `. Its files ${names.join(', ')} are the server's and have to move to ${pkiFolder.path('')}`
    throw new StartFailure(error.code, error.message + more, error.messageInProgram + more)
  }
  return names
}

function copy (folder: CertificateFolder, pkiFolder: CertificateFolder, name: string, secret: boolean): void {
  const content = folder.read(name, { secret })
  if (content !== undefined && pkiFolder.read(name, { secret }) === undefined) {
    pkiFolder.write(name, content, { secret })
  }
}

function refuseOtherKeys (folder: CertificateFolder, pkiFolder: CertificateFolder): void {
  for (const name of irreplaceable) {
    const here = folder.read(name, { secret: true })
    const there = pkiFolder.read(name, { secret: true })
    if (here !== undefined && there !== undefined && !here.equals(there)) {
      throw twoKeys(folder.path(name), pkiFolder.path(name))
    }
  }
}

/** A CA certificate in the pki folder must be the one that the key belongs to. */
function refuseOtherCa (folder: CertificateFolder, pkiFolder: CertificateFolder, caKey: Buffer): void {
  const facts = readCertificate(pkiFolder.read(pkiFiles.caCertificate) ?? '')
  if (facts !== undefined && keyState(facts.certificate, caKey) === 'another') {
    throw twoKeys(folder.path(pkiFiles.caPrivateKey), pkiFolder.path(pkiFiles.caCertificate))
  }
}

function twoKeys (file: string, other: string): StartFailure {
  return startFailure(startFailures.CertificatesBroken, file, `it has to move to the pki folder, but does not belong to ${other}`,
    (spell) => `name another folder with ${spell('pki')}, or move the file away when it is not needed any more`)
}
