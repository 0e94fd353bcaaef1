// The client of a created domain as files, for programs that take paths.

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ClientTls } from '../client-tls.js'

export interface DomainFiles {
  readonly ca: string
  readonly certificate: string
  readonly privateKey: string
}

/** Returns absolute paths. @param folder Removed with the emulator. */
export function writeDomainFiles (folder: string, credentialId: string, { ca, cert, key }: ClientTls): DomainFiles {
  const place = path.join(folder, 'domains')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const write = (name: string, content: string) => {
    const file = path.join(place, name)
    writeFileSync(file, content, { mode: 0o600 })
    return file
  }
  return {
    ca: write('ca.pem', ca),
    certificate: write(`${credentialId}_certificate.pem`, cert),
    privateKey: write(`${credentialId}_privatekey.pem`, key)
  }
}
