// Service keys of a seed.

import { decodeBase64, encodeBase64Url } from '../../../crypto/jose/base64.js'
import { readKey, type ReadJwk } from '../../../crypto/keys/key-format.js'
import { readPemKey } from '../../../crypto/keys/pem-key.js'
import type { Subject } from '../../../domain/errors/wording.js'
import { lifeOf, type KeyLife, type LifeFault } from '../../../domain/keys/key-life.js'
import { isDestroyed } from '../../../domain/keys/key-state.js'
import type { ServiceKey } from '../../../domain/keys/service-key.js'
import type { SeedKey } from '../../../domain/seeds/seed-format.js'
import { insertGivenKey } from '../../keys/given-keys.js'
import { createKey, describedKey, type CreatedKey } from '../../keys/key-creation.js'
import type { Present } from '../present.js'
import { SeedFault, type SeedPath, type SeedProblem } from '../seed-problems.js'
import type { DomainPlace } from './domain-item.js'
import {
  attempt, contradiction, fault, problemsIn, sameEntries, timeOf, type ItemContext, type SeedItem
} from './item.js'

const materialMembers = ['jwk', 'pem', 'key'] as const

/** Seeds have no wrapped keys. */
const notWrapped = { unwrap: () => Promise.reject(new TypeError('a seed has no wrapped keys')) }

const dateMembers: Readonly<Record<LifeFault['about'], keyof SeedKey>> = {
  activate: 'activatedAt',
  deactivate: 'deactivatedAt',
  compromise: 'compromisedAt',
  destroy: 'destroyedAt',
  reason: 'reason'
}

export function keyItem (
  { store, generate, newKeyId, waiting }: ItemContext, path: SeedPath, domain: DomainPlace, seed: SeedKey
): SeedItem {
  const { name, context = null, state = 'active', protectionLevel = 'SOFTWARE', extractable } = seed
  const id = seed.id?.toLowerCase()
  const [material, second] = materialMembers.filter((member) => seed[member] !== undefined)
  const names: Partial<Record<Subject, string>> = material === undefined ? {} : { importedKey: material }
  /** Of given material, or of a destroyed key. */
  let given: CreatedKey | undefined
  let life: KeyLife | undefined

  const source = { ...seed, protectionLevel }
  const create = async (jwk: ReadJwk | undefined, keyId = '') => {
    const okmsId = domain.okmsId()
    const caller = { okmsId, credentialId: null, identities: [] }
    return await createKey(caller, { ...source, jwk }, {
      generate: async (spec) => await generate(spec, { okmsId, keyId }), wrapped: notWrapped
    })
  }

  async function check (): Promise<void> {
    if (second !== undefined) throw fault(`${path}.${second}`, `got ${material} as well; the material is given once`)
    const problems: SeedProblem[] = []
    life = attempt(path, problems, () => checkedLife(path, seed, domain.now()))
    try {
      if (material !== undefined) given = await create(givenJwk(path, seed))
      else if (isDestroyed(state)) given = describedKey(seed)
      else describedKey(seed)
    } catch (error) {
      problems.push(...problemsIn(error, path, names))
    }
    if (problems.length > 0) throw new SeedFault(problems)
    if (given !== undefined && isDestroyed(state)) {
      given = { ...given, material: null, description: { ...given.description, publicJwk: null } }
    }
  }

  function recognised (present: Present): ServiceKey | undefined {
    if (id !== undefined) return store.serviceKeys.find(domain.okmsId(), id)
    const found = present.keysOf(domain.okmsId(), name).filter((key) => isDestroyed(state) || !isDestroyed(key.state))
    if (found.length > 1) throw fault(`${path}.name`, `${found.length} keys of the domain have this name; give the id`)
    return found[0]
  }

  return {
    path,
    kind: 'serviceKey',
    name,
    okmsId: domain.okmsId,
    check,
    find (present) {
      const key = recognised(present)
      if (key === undefined) return undefined
      const stored = given?.material?.kty === 'oct' ? store.serviceKeys.material(key.okmsId, key.keyId) : undefined
      const isSame = given === undefined || isDestroyed(key.state) || (given.material?.kty === 'oct'
        ? stored?.kty === 'oct' && stored.k === given.material.k
        : JSON.stringify(key.publicJwk) === JSON.stringify(given.description.publicJwk))
      const problems = contradictions(path, seed, key)
      if (problems.length === 0 && !isSame) {
        problems.push(contradiction(`${path}.${material ?? 'id'}`, `key ${key.keyId}`, 'other material'))
      }
      if (problems.length > 0) throw new SeedFault(problems)
      return key.keyId
    },
    async prepare () {
      const keyId = id ?? newKeyId(domain.okmsId())
      const created = given ?? await waiting(`making the key ${name}`, create(undefined, keyId))
      return () => {
        if (life === undefined) throw new TypeError('a key that was not checked')
        insertGivenKey(store.serviceKeys, {
          okmsId: domain.okmsId(), keyId, name, context, protectionLevel, extractable, created, life
        })
        return { id: keyId }
      }
    }
  }
}

/** Throws SeedFault, or refuses KeyMaterialInvalid. */
function givenJwk (path: SeedPath, { jwk, pem, key }: SeedKey): ReadJwk {
  if (jwk !== undefined) return readKey('JWK', Buffer.from(JSON.stringify(jwk)), 'importedKey')
  if (pem !== undefined) {
    const read = readPemKey(pem)
    if (read === undefined) throw fault(`${path}.pem`, 'not a key; accepted: a private or a public key in PEM, RSA or EC, that is not encrypted')
    return read
  }
  const bytes = decodeBase64(key ?? '')
  if (bytes === undefined || ![16, 24, 32].includes(bytes.length)) {
    throw fault(`${path}.key`, `got ${bytes === undefined ? 'a text that is not base64' : `${bytes.length} bytes`}; accepted: 16, 24 or 32 bytes in base64, with padding`)
  }
  return { kty: 'oct', k: encodeBase64Url(bytes) }
}

/** Throws SeedFault. */
function checkedLife (path: SeedPath, seed: SeedKey, now: number): KeyLife {
  const time = (member: 'createdAt' | 'activatedAt' | 'deactivatedAt' | 'compromisedAt' | 'destroyedAt') =>
    timeOf(`${path}.${member}`, seed[member], now)
  const life = lifeOf({
    state: seed.state ?? 'active',
    reason: seed.reason,
    createdAt: time('createdAt') ?? undefined,
    dates: {
      activate: time('activatedAt'),
      deactivate: time('deactivatedAt'),
      compromise: time('compromisedAt'),
      destroy: time('destroyedAt')
    },
    now
  })
  if ('why' in life) throw fault(`${path}.${dateMembers[life.about]}`, life.why)
  return life
}

/** What of a key cannot change through the API, and is not as the seed says. */
function contradictions (path: SeedPath, seed: SeedKey, key: ServiceKey): SeedProblem[] {
  const what = `key ${key.keyId}`
  if (isDestroyed(key.state) && !isDestroyed(seed.state ?? 'active')) {
    return [contradiction(path, what, `the state ${key.state}, and its id stays taken`)]
  }
  const problems = (['type', 'size', 'curve', 'protectionLevel', 'context'] as const)
    .filter((member) => seed[member] !== undefined && seed[member] !== key[member])
    .map((member) => contradiction(`${path}.${member}`, what, `the ${member} ${member === 'context' ? 'of another text' : key[member] ?? 'of none'}`))
  const { operations = [] } = seed
  return operations.length === 0 || sameEntries(operations, key.operations)
    ? problems
    : [...problems, contradiction(`${path}.operations`, what, key.operations.join(', '))]
}
