// Vectors of signatures through the API: the key is imported as a JWK, the signature verified by a call.

import type { TestEmulator } from '../../../test/harness/emulator.js'
import { base64UrlNumber, fields, hex, text, type Fields, type Vector } from './vectors.js'
import { verdict } from './verdict.js'

type Body = Readonly<Record<string, unknown>>

const p1363: Readonly<Record<string, Body>> = {
  'P-256 SHA-256': { alg: 'ES256' }, 'P-384 SHA-384': { alg: 'ES384' }, 'P-521 SHA-512': { alg: 'ES512' }
}

interface Way {
  /** The JWK of a group; undefined where the call does not take such a vector. */
  readonly jwk: (group: Fields) => Body | undefined
  readonly call: (group: Fields, test: Fields) => Body
}

const rsaJwk = (group: Fields, scheme: string): Body | undefined => {
  const key = fields(group, 'publicKey')
  const alg = `${scheme}${text(group, 'sha').replace('SHA-', '')}`
  const isOffered = /^[RP]S(?:256|384|512)$/.test(alg) && [2048, 3072, 4096].includes(Number(group['keySize'])) &&
    (scheme === 'RS' || (group['mgfSha'] === group['sha'] && 8 * Number(group['sLen']) === Number(alg.slice(2))))
  return isOffered
    ? { kty: 'RSA', alg, n: base64UrlNumber(key, 'modulus'), e: base64UrlNumber(key, 'publicExponent') }
    : undefined
}

const raw = (alg: string, test: Fields) => ({
  alg, message: hex(test, 'msg').toString('base64'), signature: hex(test, 'sig').toString('base64')
})
const rsaWay = (scheme: string): Way => ({
  jwk: (group) => rsaJwk(group, scheme),
  call: (group, test) => raw(String(rsaJwk(group, scheme)?.['alg']), test)
})
const ecAlg = (group: Fields) => {
  const jwk = group['publicKeyJwk'] as Fields | undefined
  return jwk && p1363[`${String(jwk['crv'])} ${text(group, 'sha')}`]?.['alg']
}

const ways: Readonly<Record<string, Way>> = {
  EcdsaP1363Verify: {
    jwk: (group) => ecAlg(group) === undefined ? undefined : group['publicKeyJwk'] as Fields,
    call: (group, test) => raw(String(ecAlg(group)), test)
  },
  RsassaPkcs1Verify: rsaWay('RS'),
  RsassaPssVerify: rsaWay('PS'),
  JsonWebSignature: {
    jwk: (group) => group['public'] as Fields | undefined,
    call: (_group, test) => ({ signature: text(test, 'jws') })
  }
}

/** Judges by imports and calls; undefined for a vector that no call takes. */
export function createHttpJudge (
  emulator: TestEmulator
): (vector: Vector) => Promise<'accepted' | 'refused' | undefined> {
  const keys = new Map<Fields, Promise<Fields | undefined>>()

  /** The body of a success; undefined for a refusal. */
  async function post (path: string, request: Body): Promise<Fields | undefined> {
    const reply = await emulator.api('POST', path, request)
    if (reply.status >= 400 && reply.status !== 400) throw new Error(`${path} gave ${reply.status}`)
    return reply.status === 400 ? undefined : reply.body as Fields
  }

  return async ({ group, test }) => {
    const way = ways[String(group['type'])]
    const jwk = way?.jwk(group)
    if (way === undefined || jwk === undefined) return undefined
    const key = keys.get(group) ?? post('/servicekey', { name: 'wycheproof', keys: [jwk] })
    keys.set(group, key)
    const imported = await key
    if (imported === undefined) return 'refused'
    const verified = await post(`/servicekey/${text(imported, 'id')}/verify`, way.call(group, test))
    return verdict(verified?.['result'] === true)
  }
}
