// Creates the services for access: domains, credentials, tokens, policies, and the admin API. A running server and the command line on
// the folder of a stopped server both use it, so that they cannot differ.

import { randomUUID } from 'node:crypto'
import type { Clock } from '../domain/clock.js'
import type { CertificateFolder, Store } from '../domain/ports.js'
import type { IamMode } from '../domain/access/iam-mode.js'
import { createDenialReports } from '../http/steps/authorise.js'
import { domainRoutes } from '../admin/domain-routes.js'
import { policyRoutes } from '../admin/policy-routes.js'
import { tokenRoutes } from '../admin/token-routes.js'
import { createAuthentication } from '../services/access/authentication.js'
import { createAuthorisation } from '../services/access/authorisation.js'
import { createCredentials } from '../services/access/credentials.js'
import type { LocalPki } from '../services/certificates/local-pki.js'
import { createOkmsDomains } from '../services/access/okms-domains.js'
import { createGroups, createPolicies } from '../services/access/policies.js'
import { createServiceAccounts } from '../services/access/service-accounts.js'
import { openTokenSigner } from '../services/access/token-signer.js'
import { createTokens } from '../services/access/tokens.js'

export interface AccessOptions {
  readonly store: Store
  readonly pkiFolder: CertificateFolder
  readonly pki: Pick<LocalPki, 'ca'>
  readonly clock: Clock
  /** The clock by which a credential expires; by default `clock`. */
  readonly clockOf?: (credentialId: string) => Clock
  readonly iamMode: IamMode
}

export type Access = ReturnType<typeof composeAccess>

/** Throws StartFailure when a file of the pki folder is broken. */
export function composeAccess ({ store, pkiFolder, pki, clock, clockOf, iamMode }: AccessOptions) {
  const newId = randomUUID
  const reports = createDenialReports()
  const authorisation = createAuthorisation({ mode: iamMode, policies: store.policies, groups: store.groups, onDenial: (caller, denial) => { reports.add(caller, denial) } })
  const changed = () => { authorisation.forget() }

  const credentials = createCredentials({ store: store.credentials, clock, ca: pki.ca, newId })
  const domains = createOkmsDomains({ store: store.domains, serviceKeys: store.serviceKeys, clock, newId })
  const tokens = createTokens({ store: store.tokens, domains: store.domains, signer: openTokenSigner(pkiFolder), clock })
  const serviceAccounts = createServiceAccounts({ store: store.serviceAccounts, domains: store.domains, tokens, clock })
  const policies = createPolicies({ store: store.policies, clock, newId, changed })
  const groups = createGroups({ store: store.groups, clock, changed })

  return {
    reports,
    authorisation,
    authentication: createAuthentication({ credentials: store.credentials, tokens: store.tokens, clock, clockOf }),
    credentials,
    serviceAccounts,
    adminOperations: [...domainRoutes({ domains, credentials, clock }), ...tokenRoutes({ tokens, serviceAccounts, domains }), ...policyRoutes({ policies, groups })]
  }
}
