// Where a client of the OVHcloud API finds it, and the keys that it signs with: ovh.conf of the certificate folder.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import { ovhAccessIn, ovhEndpoint, type OvhAccess } from '../../services/clients/ovh-configuration.js'
import type { Output } from '../command.js'

/** For help. */
export const ovhRule = 'For a client of the OVHcloud API, such as terraform, it prints the endpoint and the keys of ovh.conf in the certificate folder, which has mode 0600. With --endpoint, the API is at that server over TLS.'

/**
 * Undefined, with a note on standard error, where the folder has no key: it is of an earlier version, or a copy.
 * @param certs The certificate folder.
 * @param endpoint Replaces that of the file.
 */
export function readOvhAccess (certs: string, endpoint: string | undefined, stderr: Output): OvhAccess | undefined {
  const file = path.join(certs, certificateFiles.ovhConfiguration)
  const access = ovhAccessIn(textOf(file))
  if (access === undefined) {
    stderr.write(`okms-emulator: ${file} has no API key, so OVH_* are left out; a server that starts on this folder writes one there\n`)
    return undefined
  }
  return endpoint === undefined ? access : { ...access, endpoint: ovhEndpoint(endpoint) }
}

function textOf (file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
