// Listening on one address, and stopping: what every server of this process does alike.

import type { Server } from 'node:http'
import { isIPv6, type AddressInfo, type Server as NetServer } from 'node:net'
import { codeOf } from '../domain/thrown.js'

/** Gives the port; rejects with the system's error, which has the host in it. */
export async function listenOn (server: NetServer, host: string, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(Object.assign(error, { host })))
    server.listen({ host, port, ipv6Only: isIPv6(host) && host !== '::' }, () => {
      server.removeAllListeners('error')
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Takes no new connection; done when the last one has ended. */
export async function stop (server: NetServer & Pick<Server, 'closeIdleConnections'>): Promise<void> {
  return await new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

/** With no code named: any error of the system. */
export function isSystemError (error: unknown, ...codes: readonly string[]): error is Error & { code: string, host?: string } {
  const code = codeOf(error)
  return code !== undefined && (codes.length === 0 || codes.includes(code))
}
