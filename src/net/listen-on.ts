// Listens on one address, and stops: shared by all servers of this process.

import type { Server } from 'node:http'
import { isIPv6, type AddressInfo, type Server as NetServer } from 'node:net'
import { codeOf } from '../domain/thrown.js'

/** Returns the port; rejects with the error of the operating system and the host. */
export async function listenOn (server: NetServer, host: string, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(Object.assign(error, { host })))
    server.listen({ host, port, ipv6Only: isIPv6(host) && host !== '::' }, () => {
      server.removeAllListeners('error')
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Accepts no new connection; resolves when the last one has ended. */
export async function stop (server: NetServer & Pick<Server, 'closeIdleConnections'>): Promise<void> {
  return await new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

/** Without codes: any error of the operating system. */
export function isSystemError (error: unknown, ...codes: readonly string[]): error is Error & { code: string, host?: string } {
  const code = codeOf(error)
  return code !== undefined && (codes.length === 0 || codes.includes(code))
}
