// Creates the services of secrets and the routes of both secret APIs over them.

import type { Clocks } from '../../domain/clock.js'
import type { Store } from '../../domain/ports.js'
import { kvMetadataRoutes } from '../../rest/kv/kv-metadata-routes.js'
import { kvRoutes } from '../../rest/kv/kv-routes.js'
import { createSealedPositions } from '../../http/paging/sealed-position.js'
import { createCursors } from '../../http/paging/page-headers.js'
import { secretRoutes } from '../../rest/secrets/secret-routes.js'
import type { Journal } from '../../services/control/journal/journal.js'
import { createSecretLists } from '../../services/secrets/secret-lists.js'
import { createSecrets } from '../../services/secrets/secrets.js'

export function composeSecrets ({ store, clocks, journal }: {
  readonly store: Store
  readonly clocks: Clocks
  readonly journal: Pick<Journal, 'changed'>
}) {
  const changed = (okmsId: string, path: string) => { journal.changed(okmsId, { kind: 'secret', id: path }) }
  const configured = (okmsId: string) => { journal.changed(okmsId, { kind: 'domain', id: okmsId }) }
  const secrets = createSecrets({ store: store.secrets, clocks, changed, configured })
  const lists = createSecretLists({ store: store.secrets, secrets })
  const cursors = createCursors(createSealedPositions(store.derivedKey('cursors of secrets')))
  const services = { secrets, lists, cursors }
  return { secrets, lists, routes: [...secretRoutes(services), ...kvRoutes(secrets), ...kvMetadataRoutes(services)] }
}
