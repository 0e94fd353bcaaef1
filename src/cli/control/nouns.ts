// THE table of nouns that the command line administers, with the operation of the admin API that each verb calls.

import { adminCertificate } from './nouns/access/admin-certificate.js'
import { apiKey } from './nouns/access/api-key.js'
import { clock } from './nouns/clock.js'
import { credential } from './nouns/access/credential.js'
import { domain } from './nouns/access/domain.js'
import { fault } from './nouns/fault.js'
import { group } from './nouns/access/group.js'
import { journal } from './nouns/journal.js'
import { policy } from './nouns/access/policy.js'
import { serviceAccount } from './nouns/access/service-account.js'
import { reset } from './nouns/reset.js'
import { snapshot } from './nouns/snapshot.js'
import { token } from './nouns/access/token.js'
import type { Noun } from './nouns/noun.js'

export type { Noun } from './nouns/noun.js'

export const nouns: readonly Noun[] = [
  domain, credential, token, serviceAccount, apiKey, policy, group, adminCertificate, clock, fault, journal, snapshot,
  reset
]
