// Which sockets several hosts need: one address may be named twice, and a wildcard includes others.

import { lookup } from 'node:dns/promises'
import { isIP, isIPv6, SocketAddress } from 'node:net'
import { isSystemError } from '../domain/thrown.js'

export interface PlannedSocket {
  /** The hosts that it serves, in the order in which they were named. */
  readonly hosts: readonly string[]
  readonly address: string
  /** Otherwise `::` takes the port of IPv4 too. */
  readonly ipv6Only: boolean
  /** Every address of the machine was named: a family that it lacks has none. */
  readonly optional: boolean
}

const every4 = '0.0.0.0'
const every6 = '::'

/** Rejects with the error of the resolver, and the host as its member `host`. */
export async function planListening (hosts: readonly string[]): Promise<readonly PlannedSocket[]> {
  const named = await Promise.all(hosts.map(async (host) => ({ host, address: await addressOf(host) })))
  const addresses = new Set(named.map(({ address }) => address))
  const both = addresses.has(every4) && addresses.has(every6)
  const hostsOf = new Map<string, string[]>()
  for (const { host, address } of named) {
    const socket = socketOf(address, addresses)
    hostsOf.set(socket, [...hostsOf.get(socket) ?? [], host])
  }
  return [...hostsOf].map(([address, served]) => ({
    hosts: served,
    address,
    ipv6Only: isIPv6(address) && (address !== every6 || both),
    optional: both && (address === every4 || address === every6)
  }))
}

/** The address, or the wildcard among the others that includes it. `::` alone includes IPv4. */
function socketOf (address: string, addresses: ReadonlySet<string>): string {
  const including = isIPv6(address) ? [every6] : [every4, every6]
  return including.find((wildcard) => addresses.has(wildcard)) ?? address
}

/** As Node would listen on it: of a name, the first address. */
async function addressOf (host: string): Promise<string> {
  if (isIP(host) !== 0) return canonical(host)
  try {
    return canonical((await lookup(host)).address)
  } catch (error) {
    throw isSystemError(error) ? Object.assign(error, { host }) : error
  }
}

/** One spelling for one address; one of a zone keeps its own. */
function canonical (address: string): string {
  if (!isIPv6(address) || address.includes('%')) return address
  const spelled = new SocketAddress({ address, family: 'ipv6' }).address
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(spelled)?.[1] ?? spelled
}
