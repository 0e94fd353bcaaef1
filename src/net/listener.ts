// Listens on several hosts with one port, and stops without interrupting what is in progress: for every server of this
// process.

import type { AddressInfo, Server, Socket } from 'node:net'
import { codeOf } from '../domain/thrown.js'
import { planListening, type PlannedSocket } from './listen-plan.js'

export interface ListenOptions {
  /** Addresses or names. An address that is named twice, or that another one includes, is listened on once. */
  readonly hosts: readonly string[]
  /** False: these are the default hosts, and one that this machine does not have is skipped. */
  readonly hostsChosen: boolean
  /** 0 takes any port that is free on every host. */
  readonly port: number
  /** Neither the listener nor a client connection keeps the process alive. */
  readonly unref?: boolean | undefined
}

export interface Listening {
  readonly port: number
  /** The hosts that it listens on; empty when each was skipped. */
  readonly hosts: readonly string[]
  /**
   * Accepts no new connection, and resolves when the last one has ended. Those left after `graceMs` are closed.
   * @param closeIdle Closes the connections without a request in progress. Called until none is left.
   */
  close (graceMs: number, closeIdle?: () => void): Promise<void>
  /** Ends a connection with a TCP reset, whatever protocol runs over it. */
  reset: (connection: ConnectionEnds) => void
}

/** What tells connections apart. */
export type ConnectionEnds = Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress' | 'localPort'>

/** Attempts with any free port: one that the operating system chose on one address may be in use on another. */
const attempts = 5

/** Milliseconds between two searches for idle connections while a server closes. */
const idleInterval = 20

const missingHost: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/** Rejects with the error of the operating system, and the host as its member `host`; then nothing listens. */
export async function listen (options: ListenOptions, createServer: () => Server): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOnce(options, createServer)
    } catch (error) {
      if (options.port !== 0 || attempt >= attempts || codeOf(error) !== 'EADDRINUSE') throw error
    }
  }
}

async function listenOnce (options: ListenOptions, createServer: () => Server): Promise<Listening> {
  const { hosts, hostsChosen, port: wanted, unref = false } = options
  const servers = new Map<PlannedSocket, Server>()
  const sockets = new Set<Socket>()
  let port = wanted
  try {
    for (const planned of await planListening(hosts)) {
      const server = createServer()
      server.prependListener('connection', (socket: Socket) => {
        if (unref) socket.unref()
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
      })
      try {
        port = await listenOn(server, planned, port)
      } catch (error) {
        if ((!hostsChosen || planned.optional) && missingHost.has(codeOf(error))) continue
        throw error
      }
      if (unref) server.unref()
      servers.set(planned, server)
    }
  } catch (error) {
    await stop(servers)
    throw error
  }

  return {
    port,
    hosts: hosts.filter((host) => [...servers.keys()].some((planned) => planned.hosts.includes(host))),
    async close (graceMs, closeIdle = () => {}) {
      const stopped = stop(servers)
      closeIdle()
      const idle = setInterval(closeIdle, idleInterval)
      const cut = setTimeout(() => { for (const socket of sockets) socket.destroy() }, graceMs)
      await stopped
      clearInterval(idle)
      clearTimeout(cut)
    },
    reset ({ remoteAddress, remotePort, localAddress, localPort }) {
      for (const socket of sockets) {
        const isIt = socket.remotePort === remotePort && socket.remoteAddress === remoteAddress &&
          socket.localPort === localPort && socket.localAddress === localAddress
        if (isIt) socket.resetAndDestroy()
      }
    }
  }
}

/** Returns the port. */
async function listenOn (server: Server, { hosts, address, ipv6Only }: PlannedSocket, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const failed = (error: Error) => { reject(Object.assign(error, { host: hosts[0] })) }
    server.once('error', failed)
    server.listen({ host: address, port, ipv6Only }, () => {
      server.off('error', failed)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

async function stop (servers: ReadonlyMap<PlannedSocket, Server>): Promise<void> {
  await Promise.all([...servers.values()].map((server) => new Promise((resolve) => { server.close(resolve) })))
}
