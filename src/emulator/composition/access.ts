// Creates the services for access (domains, credentials, tokens, policies) and the operations of the admin API. A
// running server and the command line on the folder of a stopped server both use it, so that they cannot differ.

import { generateKeyMaterial } from '../../crypto/keys/generate-key.js'
import type { Clock, Clocks } from '../../domain/clock.js'
import type { ConsumerKey } from '../../domain/access/api-key.js'
import type { BuiltInClient } from '../../domain/control/snapshot.js'
import type { CertificateFolder, Store } from '../../domain/ports.js'
import type { IamMode } from '../../domain/access/iam-mode.js'
import { unusedId, type Randomness, type RandomPart } from '../../domain/random.js'
import { systemRandom, systemSource } from '../../crypto/random/system-random.js'
import { createDenialReports } from '../../http/steps/authorise.js'
import { adminCertificateOperations } from '../../admin/operations/admin-certificate-operations.js'
import { apiKeyOperations } from '../../admin/operations/api-key-operations.js'
import { domainOperations } from '../../admin/operations/domain-operations.js'
import { createDomainReplies } from '../../admin/operations/domain-reply.js'
import { policyOperations } from '../../admin/operations/policy-operations.js'
import { snapshotOperations } from '../../admin/operations/snapshot-operations.js'
import { tokenOperations } from '../../admin/operations/token-operations.js'
import { createApiKeyAuthentication } from '../../services/access/api-keys/api-key-authentication.js'
import { createApiKeys } from '../../services/access/api-keys/api-keys.js'
import { createAdministration } from '../../services/access/administration.js'
import { createAuthentication, type ClockOfCredential } from '../../services/access/authentication.js'
import { createCallers } from '../../services/access/callers.js'
import { createAuthorisation } from '../../services/access/authorisation.js'
import { createDelayedAccess, type AccessDelays } from '../../services/access/delayed-access.js'
import { createOwnCredentials } from '../../services/access/own-credential.js'
import { createCredentials } from '../../services/access/credentials.js'
import { createDomainOrders } from '../../services/access/domain-orders.js'
import { createResets } from '../../services/control/resets.js'
import { createSnapshots } from '../../services/control/snapshots.js'
import type { LocalPki } from '../../services/certificates/local-pki.js'
import type { Journal } from '../../services/control/journal/journal.js'
import { createOkmsDomains } from '../../services/access/okms-domains.js'
import type { GenerateServiceKey } from '../../services/keys/service-keys.js'
import { createGroups } from '../../services/access/identity/groups.js'
import { createUserTokens } from '../../services/access/identity/user-tokens.js'
import { createUsers } from '../../services/access/identity/users.js'
import { createPolicies } from '../../services/access/policies.js'
import { createServiceAccounts } from '../../services/access/tokens/service-accounts.js'
import { openTokenSigner } from '../../services/access/tokens/token-signer.js'
import { createTokenUses } from '../../services/access/tokens/token-uses.js'
import { createTokens } from '../../services/access/tokens/tokens.js'
import { composeSeeds } from '../seeds/seeds.js'

export interface AccessOptions {
  readonly store: Store
  readonly pkiFolder: CertificateFolder
  readonly pki: Pick<LocalPki, 'ca' | 'caCertificate'>
  readonly clocks: Clocks
  /** The clock by which a credential expires; by default that of its domain. */
  readonly clockOf?: ClockOfCredential
  /** The clock by which admin certificates expire; by default that of the server. */
  readonly machineClock?: Clock
  readonly iamMode: IamMode
  /**
   * By default that of the system. The ids of certificates never come from elsewhere: they are serial numbers, and a
   * CA that outlives a run must not give one twice (RFC 5280 section 4.1.2.2).
   */
  readonly randomness?: Randomness
  /** Called when a credential was revoked or a domain removed, for the pages. */
  readonly changed?: Journal['changed']
  /** Called when a domain is no longer found, or was emptied: what is kept in memory for it ends. */
  readonly forgetDomain?: (okmsId: string) => void
  /** Called when the whole server was emptied. */
  readonly forgetServer?: () => void
  /** The client of the client files, if it is known. */
  readonly client: () => BuiltInClient | undefined
  /** The consumer key in ovh.conf, if it is known. */
  readonly consumerKey?: () => ConsumerKey | undefined
  /** How long changes take to apply; by default they apply at once. */
  readonly delays?: AccessDelays | undefined
  /** URL of the server; by default none runs. */
  readonly endpoint?: () => string | undefined
  /** Makes the keys of seeds. */
  readonly generate?: GenerateServiceKey
}

export type Access = ReturnType<typeof composeAccess>

/** Throws StartFailure when a file of the pki folder is broken. */
export function composeAccess ({
  store, pkiFolder, pki, clocks, clockOf, machineClock = clocks.server, iamMode, randomness = systemRandom,
  changed = () => {}, forgetDomain = () => {}, forgetServer = () => {}, client,
  consumerKey = () => undefined, delays,
  endpoint = () => undefined, generate = (spec) => generateKeyMaterial(spec)
}: AccessOptions) {
  const certificateId = systemSource.uuid
  const newId = (part: RandomPart, find: (id: string) => object | undefined) => {
    const { uuid } = randomness.source(part)
    return () => unusedId(uuid, (id) => find(id) !== undefined)
  }
  const newOkmsId = newId('domains', (id) => store.domains.find(id))
  const reports = createDenialReports()
  const delayed = delays && createDelayedAccess({ store, clocks, delays })
  /** What decisions go by. */
  const counted = delayed ?? store
  const authorisation = createAuthorisation({
    mode: iamMode,
    policies: counted.policies,
    groups: counted.groups,
    clock: clocks.server,
    isOutdated: delayed?.isOutdated,
    onDenial: (caller, denial) => { reports.add(caller, denial) }
  })
  const credentials = createCredentials({
    store: store.credentials,
    clocks,
    ca: pki.ca,
    newId: certificateId,
    // service.md 2.4
    needsCsr: (okmsId) => store.domains.find(okmsId)?.pciDssEnabledAt != null,
    ordered: delayed?.credentialAdded,
    revoked: ({ okmsId, credentialId }) => { changed(okmsId, { kind: 'credential', id: credentialId }) }
  })
  const domainChanged = (okmsId: string) => {
    delayed?.apply(okmsId)
    changed(okmsId, { kind: 'domain', id: okmsId })
  }
  const domains = createOkmsDomains({
    store: store.domains,
    serviceKeys: store.serviceKeys,
    secrets: store.secrets,
    clocks,
    newId: newOkmsId,
    removed: (okmsId) => {
      forgetDomain(okmsId)
      domainChanged(okmsId)
    }
  })
  const administration = createAdministration({
    pkiFolder, pki, store: store.adminCertificates, clock: machineClock, newId: certificateId
  })
  const signer = openTokenSigner(pkiFolder)
  const tokens = createTokens({
    store: store.tokens,
    domains: store.domains,
    signer,
    clocks,
    newId: newId('tokens', (id) => store.tokens.find(id))
  })
  const serviceAccounts = createServiceAccounts({
    store: store.serviceAccounts,
    domains: store.domains,
    tokens,
    clock: clocks.server,
    random: randomness.source('service accounts')
  })
  const apiKeys = createApiKeys({ store: store.apiKeys, clock: clocks.server })
  const apiKeyAuthentication = createApiKeyAuthentication({
    store: store.apiKeys, clock: clocks.server, machineClock
  })
  const forget = () => { authorisation.forget() }
  const newPolicyId = newId('policies', (id) => store.policies.find(id))
  const policiesWith = (changing: (id: string) => void) =>
    createPolicies({ store: store.policies, clock: clocks.server, newId: newPolicyId, changing })
  const identitiesWith = (changing: (urn: string) => void) => {
    const groups = createGroups({ store, clock: clocks.server, changing })
    return { groups, users: createUsers({ store, groups, clock: clocks.server }) }
  }

  const keyIds = randomness.source('key ids')
  const { seeds, adminOperations: seedOperations } = composeSeeds({
    store,
    clocks,
    credentials,
    tokens,
    serviceAccounts,
    // What a seed gives counts at once.
    policies: policiesWith(forget),
    ...identitiesWith(forget),
    newOkmsId,
    newKeyId: (okmsId) => keyIds.uuid(okmsId),
    generate,
    changed
  })
  const orderDomain = createDomainOrders({ store, domains, credentials, tokens, newId: newOkmsId })
  const replies = createDomainReplies({ domains, endpoint, caPem: pki.ca.certificatePem })
  const whole = {
    domains: store.domains,
    knownDomains: domains,
    client,
    consumerKey,
    changed: domainChanged,
    forgetDomain,
    accessChanged () {
      delayed?.apply()
      forget()
    }
  }
  const newSnapshotId = newId('snapshots', (id) => store.snapshots.find(id))
  const snapshots = createSnapshots({ ...whole, store: store.snapshots, orderDomain, clocks, newId: newSnapshotId })
  const resets = createResets({ ...whole, store: store.resets, forgetServer })

  const tokenUses = createTokenUses()
  const authentication = createAuthentication({
    credentials: counted.credentials, tokens: store.tokens, users: store.users, tokenUses, clocks, clockOf
  })
  const policies = policiesWith(delayed?.policyChanging ?? forget)
  const { groups, users } = identitiesWith(delayed?.groupChanging ?? forget)

  return {
    reports,
    authorisation,
    authentication,
    callers: createCallers({ authentication, domains: store.domains }),
    ownCredential: createOwnCredentials({ tokens: store.tokens, credentials: store.credentials, clocks, clockOf }),
    credentials,
    isCreating: delayed?.isCreating,
    administration,
    okmsDomains: domains,
    serviceAccounts,
    users,
    groups,
    userTokens: createUserTokens({
      store: store.tokens, users, tokens, uses: tokenUses, clock: clocks.server
    }),
    policies,
    apiKeys,
    apiKeyAuthentication,
    seeds,
    adminOperations: [
      ...domainOperations({
        domains, orderDomain, replies, credentials, clocks, isCreating: delayed?.isCreating
      }),
      ...adminCertificateOperations({ administration, clock: machineClock }),
      ...snapshotOperations({ snapshots, resets, replies }),
      ...tokenOperations({ tokens, serviceAccounts, domains }),
      ...apiKeyOperations({ apiKeys, lastUse: apiKeyAuthentication.lastUse, clock: clocks.server }),
      ...policyOperations({ policies, groups }),
      ...seedOperations
    ]
  }
}
