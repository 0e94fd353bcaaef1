// Empties a domain, or the whole server.

import type { OkmsDomainStore, ResetStore } from '../../domain/ports.js'
import type { ApiKeyRows } from '../access/api-key-store.js'
import type { Connection } from '../sqlite/connection.js'
import { changingWhole, type WholeContent } from './whole-content.js'

export function createResetStore (
  connection: Connection, whole: WholeContent, domains: Pick<OkmsDomainStore, 'find' | 'list'>, apiKeys: ApiKeyRows
): ResetStore {
  const resetDomain = connection.database.transaction((okmsId: string) => whole.clear(okmsId))

  const resetServer = connection.database.transaction((
    ...[okmsId, kept, consumerKey]: Parameters<ResetStore['server']>
  ) => {
    const first = (okmsId === undefined ? undefined : domains.find(okmsId)) ?? domains.list()[0]
    const putBack = whole.holdCredentials(kept)
    const erased = whole.clearServer(first)
    putBack()
    return erased + apiKeys.removeAllBut(consumerKey)
  })

  return {
    domain: (okmsId) => { changingWhole(connection, whole, () => resetDomain.immediate(okmsId)) },
    server: (...kept) => { changingWhole(connection, whole, () => resetServer.immediate(...kept)) }
  }
}
