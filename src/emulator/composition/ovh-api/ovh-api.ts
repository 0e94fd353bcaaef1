// Creates the front door of the OVHcloud API over the services that the other front doors have.

import type { Clock, Clocks } from '../../../domain/clock.js'
import type { Store } from '../../../domain/ports.js'
import type { Randomness } from '../../../domain/random.js'
import type { Door } from '../../../http/door.js'
import { createCursors } from '../../../http/paging/page-headers.js'
import { createSealedPositions } from '../../../http/paging/sealed-position.js'
import { accountRoutes } from '../../../ovh-api/authentication/account-routes.js'
import { domainCredentialRoutes } from '../../../ovh-api/credentials/domain-credential-routes.js'
import { descriptionRoutes } from '../../../ovh-api/description-routes.js'
import { groupRoutes } from '../../../ovh-api/identity/group-routes.js'
import { oauth2ClientRoutes } from '../../../ovh-api/identity/oauth2-client-routes.js'
import { policyRoutes } from '../../../ovh-api/identity/policy-routes.js'
import { userRoutes } from '../../../ovh-api/identity/user-routes.js'
import { userTokenRoutes } from '../../../ovh-api/identity/user-token-routes.js'
import { domainKeyRoutes } from '../../../ovh-api/keys/domain-key-routes.js'
import { domainRoutes } from '../../../ovh-api/okms/domain-routes.js'
import { referenceRoutes } from '../../../ovh-api/okms/reference-routes.js'
import { ovhDoor } from '../../../ovh-api/ovh-door.js'
import { domainSecretRoutes } from '../../../ovh-api/secrets/domain-secret-routes.js'
import type { ServiceKeys } from '../../../services/keys/service-keys.js'
import type { SecretLists } from '../../../services/secrets/secret-lists.js'
import type { Secrets } from '../../../services/secrets/secrets.js'
import type { Access } from '../access.js'
import { composeOrders } from './orders.js'

export interface OvhApiOptions {
  readonly store: Store
  readonly access: Access
  readonly clocks: Clocks
  readonly machineClock: Clock
  readonly keys: ServiceKeys
  readonly secrets: { readonly secrets: Secrets, readonly lists: SecretLists }
  /** URL of the server, once it listens. */
  readonly endpoint: () => string | undefined
  readonly caPem: string
  readonly randomness: Randomness
  /** Milliseconds from the payment of an order to its delivery; by default none. */
  readonly deliveryDelay?: (() => number) | undefined
}

export function composeOvhApi (options: OvhApiOptions): Door {
  const { store, access, clocks, machineClock, keys, secrets, endpoint, caPem, randomness, deliveryDelay } = options
  const cursors = createCursors(createSealedPositions(store.derivedKey('cursors of the OVHcloud API')))
  const { okmsDomains: domains } = access
  const routes = [
    ...accountRoutes({ ...access, clock: clocks.server, machineClock, endpoint }),
    ...descriptionRoutes(),
    ...referenceRoutes(endpoint),
    ...domainRoutes({ domains, secrets: store.secrets, cursors, endpoint, caPem }),
    ...domainCredentialRoutes({ ...access, clocks, cursors }),
    ...domainKeyRoutes(keys, cursors),
    ...domainSecretRoutes({ ...secrets, cursors }),
    ...composeOrders({ store, domains, clocks, randomness, cursors, delay: deliveryDelay }),
    ...userRoutes(access.users),
    ...groupRoutes(access.groups, access.users),
    ...userTokenRoutes(access.userTokens, clocks.server),
    ...oauth2ClientRoutes(access.serviceAccounts),
    ...policyRoutes({ policies: access.policies, domains: store.domains, cursors })
  ]
  return ovhDoor(routes, { ...access, domains: store.domains })
}
