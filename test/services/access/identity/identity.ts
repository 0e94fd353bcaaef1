// Users, groups and tokens of users over a store in memory.

import { generateKeyPairSync } from 'node:crypto'
import { createTokenSigner } from '../../../../src/crypto/jose/jwt.js'
import { oneClock } from '../../../../src/domain/clock.js'
import { createAuthentication } from '../../../../src/services/access/authentication.js'
import { createCallers } from '../../../../src/services/access/callers.js'
import { createGroups } from '../../../../src/services/access/identity/groups.js'
import { createUserTokens } from '../../../../src/services/access/identity/user-tokens.js'
import { createUsers } from '../../../../src/services/access/identity/users.js'
import { createTokenUses } from '../../../../src/services/access/tokens/token-uses.js'
import { createTokens } from '../../../../src/services/access/tokens/tokens.js'
import { newStore } from '../../../store/temporary.js'

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export function newIdentity () {
  const time = { now: 1_700_000_000_000 }
  const clock = () => time.now
  const clocks = oneClock(clock)
  const store = newStore()
  const groups = createGroups({ store, clock, changing: () => {} })
  const users = createUsers({ store, groups, clock })
  const tokens = createTokens({ store: store.tokens, domains: store.domains, signer: createTokenSigner(pem), clocks })
  const tokenUses = createTokenUses()
  const authentication = createAuthentication({ ...store, tokenUses, clocks })
  return {
    time,
    store,
    groups,
    users,
    tokens,
    userTokens: createUserTokens({ store: store.tokens, users, tokens, uses: tokenUses, clock }),
    callers: createCallers({ authentication, domains: store.domains }),
    membersOf: (name: string) => groups.get(name).members
  }
}
