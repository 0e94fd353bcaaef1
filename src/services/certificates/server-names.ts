// The default names in the certificate of the server.

import { hostname, networkInterfaces } from 'node:os'
import { domainToASCII } from 'node:url'
import { isIP } from 'node:net'

/** Always included, so that containers can also reach the host by its usual names. */
const fixedNames = ['localhost', '127.0.0.1', '::1', 'host.docker.internal', 'host.containers.internal'] as const

/** Fixed names, the host name of this machine and all its addresses. */
export function defaultServerNames (): string[] {
  return distinctNames([...fixedNames, hostname(), ...addressesOfThisMachine()])
}

/** None where the operating system does not list them: the certificate gets an address when a client reaches it. */
function addressesOfThisMachine (): readonly string[] {
  try {
    return Object.values(networkInterfaces()).flatMap((list) => list ?? []).map(({ address }) => address)
  } catch {
    return []
  }
}

/**
 * Names as certificates spell them: lower case ASCII, addresses without a zone. Names that no
 * certificate can have are omitted.
 */
export function distinctNames (names: readonly string[]): string[] {
  return [...new Set(names.map(spelled).filter((name) => name !== ''))]
}

function spelled (name: string): string {
  const plain = name.trim().replace(/%.*$/, '').replace(/^\[(.*)\]$/, '$1')
  if (isIP(plain)) return plain.toLowerCase()
  const [wildcard, rest] = plain.startsWith('*.') ? ['*.', plain.slice(2)] : ['', plain]
  const ascii = domainToASCII(rest).replace(/\.$/, '')
  return /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(ascii) ? wildcard + ascii : ''
}
