// What a row of the table of measurements has.

import type { BareHandler, BareKit } from './bare-kit.js'
import type { LoadRequest } from './connections.js'
import type { KeyKind } from './key-ring.js'

/** What a row needs to make its request. */
export interface RequestContext {
  /** /api/<okmsId>/v1/servicekey/<id of the row's own key>, or without id for a row that has none. */
  readonly keyPath: string
  /** /api/<okmsId>/v1 */
  readonly apiPath: string
  /** /api/<okmsId> */
  readonly domainPath: string
  /** Asks the server for something that the request must carry. */
  readonly ask: (path: string, body: object) => Promise<Record<string, string>>
}

export interface Row {
  readonly name: string
  /**
   * Each row has a key of its own, so that the bare server can answer each with a handler that has nothing to look up.
   */
  readonly key: KeyKind | null
  readonly request: (context: RequestContext) => LoadRequest | Promise<LoadRequest>
  /** The path that the bare server has for the request, where that is not always the same. */
  readonly barePath?: (context: RequestContext) => string
  /** Made once; does only the cryptography of the request, and for secrets the work of SQLite. */
  readonly bareHandler: (kit: BareKit) => BareHandler
}
