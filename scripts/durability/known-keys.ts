// What a client knows of its keys: an answered change holds; an unanswered one may hold or not, but never partially.

import {
  randomBytes, randomUUID, verify, createPublicKey, createHash, generateKeyPairSync, type JsonWebKey
} from 'node:crypto'
import assert from 'node:assert/strict'
import { only, type Known, type Request } from './request.js'
import type { Seeded } from './seeded.js'
import type { Running } from './server-process.js'

type Kind = 'oct' | 'EC'
type State = 'active' | 'deactivated' | 'gone'

/** One state of a key that the client may meet. */
export interface Version {
  readonly name: string
  readonly state: State
}

export interface KnownKey extends Known<Version> {
  readonly id: string
  readonly kind: Kind
  /** The public part as it was first seen or imported. */
  publicJwk?: JsonWebKey
  /** A token under the key, and what is in it. */
  token?: { readonly ciphertext: string, readonly plaintext: string }
}

type KeyRequest = Request<KnownKey, Version>

const unborn: Version = { name: '', state: 'gone' }
const newName = () => `k-${randomBytes(6).toString('hex')}`

/**
 * A new key of a random kind, generated or imported, with an id of the client's, so that it can
 * be looked for without an answer.
 */
export function creation (seeded: Seeded): KeyRequest {
  const kind = seeded.pick<Kind>(['oct', 'EC'])
  const id = randomUUID()
  const key: KnownKey = { id, name: `key ${id}`, kind, possible: [unborn] }
  const name = newName()
  const common = { id: key.id, name }
  const send = (body: object): KeyRequest => ({
    subject: key,
    method: 'POST',
    route: '/servicekey',
    body: { ...common, ...body },
    after: { name, state: 'active' },
    success: 201
  })
  if (seeded.integer(2) === 0) return send(kind === 'oct' ? { type: 'oct', size: 256 } : { type: 'EC', curve: 'P-256' })
  if (kind === 'oct') {
    return send({ keys: [{ kty: 'oct', k: randomBytes(32).toString('base64url'), key_ops: ['encrypt', 'decrypt'] }] })
  }
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  key.publicJwk = publicKey.export({ format: 'jwk' })
  return send({ keys: [{ ...privateKey.export({ format: 'jwk' }), key_ops: ['sign', 'verify'] }] })
}

/** A change that this key allows. */
function change (key: KnownKey, seeded: Seeded): KeyRequest {
  const before = only(key)
  const to = (after: Partial<Version>, method: string, route: string, success: number, body?: unknown): KeyRequest => ({
    subject: key, method, route: `/servicekey/${key.id}${route}`, success, body, after: { ...before, ...after }
  })
  const name = newName()
  const rename = () => to({ name }, 'PATCH', '', 200, { name })
  return seeded.pick(before.state === 'active'
    ? [rename, () => to({ state: 'deactivated' }, 'POST', '/deactivate', 204, { reason: 'superseded' })]
    : [
        rename, () => to({ state: 'active' }, 'POST', '/activate', 204), () => to({ state: 'gone' }, 'DELETE', '', 204)
      ])()
}

/** Looks at the key: it must be in one of its possible states, whole, and do its work. Settles what was open. */
export async function check (server: Running, key: KnownKey): Promise<void> {
  const { status, body } = await server.call('GET', `/servicekey/${key.id}?format=jwk`)
  const found: Version = status === 404
    ? { name: '', state: 'gone' }
    : { name: body.name, state: body.attributes?.state }
  const settled = key.possible.find(({ name, state }) => state === found.state &&
    (state === 'gone' || name === found.name))
  assert(settled !== undefined, `key ${key.id} is ${JSON.stringify(found)} (status ${status}), but may be one of ${JSON.stringify(key.possible)}`)
  key.possible = [settled]
  if (settled.state === 'gone') return await checkGone(server, key)
  const [publicJwk] = body.keys ?? []
  if (key.kind === 'EC') {
    key.publicJwk ??= publicJwk
    assert.deepEqual(
      [publicJwk.x, publicJwk.y], [key.publicJwk?.x, key.publicJwk?.y], `key ${key.id} has another public part`
    )
  }
  if (settled.state === 'active') await checkWork(server, key)
}

async function checkGone (server: Running, { id }: KnownKey): Promise<void> {
  const { status } = await server.call('POST', `/servicekey/${id}/encrypt`, { plaintext: 'AAAA' })
  assert.equal(status, 404, `key ${id} is gone but encrypts`)
}

async function checkWork (server: Running, key: KnownKey): Promise<void> {
  const ask = async (operation: string, body: unknown) => {
    const answer = await server.call('POST', `/servicekey/${key.id}/${operation}`, body)
    assert.equal(answer.status, 200, `${operation} with key ${key.id}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  if (key.kind === 'EC') {
    const digest = createHash('sha256').update(key.id).digest()
    const { signature } = await ask('sign', { message: digest.toString('base64'), alg: 'ES256', isdigest: true })
    const publicKey = createPublicKey({ key: key.publicJwk ?? {}, format: 'jwk' })
    assert(
      verify(
        'sha256', Buffer.from(key.id), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64')
      ),
      `key ${key.id} signs wrong`
    )
    return
  }
  if (key.token === undefined) {
    const plaintext = randomBytes(24).toString('base64')
    key.token = { plaintext, ciphertext: (await ask('encrypt', { plaintext })).ciphertext }
  }
  assert.equal(
    (await ask('decrypt', { ciphertext: key.token.ciphertext })).plaintext,
    key.token.plaintext,
    `key ${key.id} decrypts wrong`
  )
}

export const knownKeys = { creation, change, check, isAlive: ({ state }: Version) => state !== 'gone' }
