// Names that the server's certificate carries unless the configuration adds more.

import { hostname, networkInterfaces } from 'node:os'
import { domainToASCII } from 'node:url'
import { isIP } from 'node:net'

/** Always there, so that a container's view of its host works too. */
const fixedNames = ['localhost', '127.0.0.1', '::1', 'host.docker.internal', 'host.containers.internal'] as const

/** Fixed names, this machine's host name and every address of it. */
export function defaultServerNames (): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []).map(({ address }) => address)
  return distinctNames([...fixedNames, hostname(), ...addresses])
}

/** Names in the one spelling that certificates carry: lower case ASCII, addresses without a zone; what no certificate can carry is left out. */
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
