// Which texts are a token: the very text that was issued, and no other with the same id.

import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createTokenSigner } from '../../../../src/crypto/jose/jwt.js'
import { oneClock } from '../../../../src/domain/clock.js'
import { accessErrors } from '../../../../src/domain/errors/access/access.js'
import { authenticationErrors } from '../../../../src/domain/errors/access/authentication.js'
import type { Store } from '../../../../src/domain/ports.js'
import { createTokenReader } from '../../../../src/services/access/tokens/token-reader.js'
import { createTokens, type Tokens } from '../../../../src/services/access/tokens/tokens.js'
import { refusalOf } from '../../../crypto/refusal-of.js'
import { okmsId } from '../../../store/builders.js'
import { newStore } from '../../../store/temporary.js'

const clocks = oneClock(() => 1_700_000_000_000)
const aSigner = () => createTokenSigner(
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
)
const identities = ['urn:v1:eu:identity:account:emulator-ovh']

let store: Store
let tokens: Tokens
let read: ReturnType<typeof createTokenReader>
beforeEach(() => {
  store = newStore()
  tokens = createTokens({ store: store.tokens, domains: store.domains, signer: aSigner(), clocks })
  read = createTokenReader({ store: store.tokens, users: store.users, clocks })
})

/** Other texts with the claims of this one. */
function forgeries (text: string): string[] {
  const [header = '', claims = '', signature = ''] = text.split('.')
  const claimed = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const otherClaims = Buffer.from(JSON.stringify({ ...claimed, sub: 'x' })).toString('base64url')
  return [
    aSigner().sign(claimed),
    `${header}.${claims}.`,
    `${header}.${claims}.${Buffer.alloc(64).toString('base64url')}`,
    `${header}.${claims}.${signature}=`,
    `${header}.${otherClaims}.${signature}`,
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
  ]
}

describe('a token', () => {
  it('is read from the text that was issued', () => {
    const { token, text } = tokens.issue({ name: 'x', identities, okmsIds: [okmsId] })
    expect(read(text, okmsId)).toEqual(token)
  })

  it.each(['before the token was read', 'after it'])('is not read from another text with the same id, %s', (when) => {
    const { text } = tokens.issue({ name: 'x', identities, okmsIds: [okmsId] })
    if (when === 'after it') read(text, okmsId)
    for (const forged of forgeries(text)) {
      expect(refusalOf(() => read(forged, okmsId)).kind).toBe(authenticationErrors.TokenInvalid)
    }
  })
})

it('a token of a service account is not among the personal ones: it cannot be shown or removed', () => {
  store.serviceAccounts.insert({
    clientId: 'c',
    name: 'x',
    description: '',
    okmsIds: [okmsId],
    everyDomain: false,
    callbackUrls: [],
    secretSha256: Buffer.alloc(32),
    createdAt: 0
  })
  const { token } = tokens.issueTo({
    clientId: 'c', identity: identities[0] ?? '', name: 'x', okmsIds: [okmsId], everyDomain: false
  }, 1000)
  expect(tokens.list()).toEqual([])
  for (const call of [() => tokens.get(token.tokenId), () => { tokens.remove(token.tokenId) }]) {
    expect(refusalOf(call).kind).toBe(accessErrors.TokenNotFound)
  }
})
