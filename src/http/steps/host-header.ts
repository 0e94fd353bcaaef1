// The Host header: which name a client reached the server by.

import { isIP } from 'node:net'

/** The host without its port, in lower case; empty when the header is missing or malformed. */
export function hostOf (header = ''): string {
  const [, bracketed, plain] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d+)?$/i.exec(header) ?? []
  return (bracketed ?? plain ?? '').toLowerCase()
}

/** A name or an address that leads to this machine and nowhere else, whatever a name server says. */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
