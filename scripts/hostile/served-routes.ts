// Every route of the TLS port, as the composition root makes them: a new page or operation is covered without a row.

import diagnostics from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import { startTestEmulator } from '../../test/harness/emulator.js'

export interface ServedRoute {
  readonly method: string
  /** In Fastify's spelling: `/api/:okmsId/v1/random`. */
  readonly url: string
  /** Of its contract; undefined for what is in none. */
  readonly operationId: string | undefined
}

/** Starts an emulator in this process, whose routes are those of the built server, and closes it. */
export async function servedRoutes (): Promise<readonly ServedRoute[]> {
  const routes: ServedRoute[] = []
  const listen = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url, config }) => {
      routes.push(...[method].flat().map((one) => ({ method: one, url, operationId: config?.operationId })))
    })
  }
  diagnostics.subscribe('fastify.initialization', listen)
  try {
    const emulator = await startTestEmulator()
    await emulator.close()
  } finally {
    diagnostics.unsubscribe('fastify.initialization', listen)
  }
  if (routes.length === 0) throw new Error('no route was found')
  return routes
}
