// The host name by which programs on this machine reach a server, depending on the addresses that it listens on.

import { isIPv6 } from 'node:net'

/**
 * Addresses that `localhost` resolves to on every system. `::1` is not one of them, because many hosts
 * files map `localhost` to IPv4 only.
 */
const reachedByLocalhost = new Set(['127.0.0.1', '0.0.0.0', '::', 'localhost'])

/** The host for a URL: `localhost` where it works, else the first address or name. */
export function localHost (hosts: readonly string[]): string {
  const [first = 'localhost'] = hosts
  return hosts.some((host) => reachedByLocalhost.has(host.toLowerCase())) ? 'localhost' : inUrl(first)
}

/** `0.0.0.0` and `::` are not addresses of a host. */
export const isEveryAddress = (host: string) => host === '0.0.0.0' || host === '::'

/** An address or a name as a URL has it: IPv6 in brackets (RFC 3986 section 3.2.2), its zone escaped (RFC 6874). */
export function inUrl (host: string): string {
  return isIPv6(host) ? `[${host.replace('%', '%25')}]` : host
}
