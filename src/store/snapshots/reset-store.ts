// Empties a domain, or the whole server.

import type { BuiltInClient } from '../../domain/control/snapshot.js'
import type { OkmsDomainStore, ResetStore } from '../../domain/ports.js'
import type { Connection } from '../sqlite/connection.js'
import { changingWhole, type WholeContent } from './whole-content.js'

export function createResetStore (
  connection: Connection, whole: WholeContent, domains: Pick<OkmsDomainStore, 'find' | 'list'>
): ResetStore {
  const resetDomain = connection.database.transaction((okmsId: string) => whole.clear(okmsId))

  const resetServer = connection.database.transaction((client: BuiltInClient | undefined) => {
    const kept = (client && domains.find(client.okmsId)) ?? domains.list()[0]
    const putBackClient = whole.holdClient(client)
    const erased = whole.clearServer(kept)
    putBackClient()
    return erased
  })

  return {
    domain: (okmsId) => { changingWhole(connection, whole, () => resetDomain.immediate(okmsId)) },
    server: (client) => { changingWhole(connection, whole, () => resetServer.immediate(client)) }
  }
}
