// A service key as a row of the database: the way from and to the domain's words.

import { curves, keyTypes } from '../../domain/keys/algorithms.js'
import { keyClasses } from '../../domain/keys/key-class.js'
import { keyOperations, type KeyOperation } from '../../domain/keys/key-operations.js'
import { keyStates, revocationReasons } from '../../domain/keys/key-state.js'
import { protectionLevels, type PublicJwk, type ServiceKey } from '../../domain/keys/service-key.js'
import { flag, integer, json, nullable, oneOf, text, type RowOf, type Stored } from '../sqlite/column.js'
import { checked } from '../sqlite/row-checksum.js'

/** Column names; all but the first two may change. */
export const serviceKeyColumns = [
  'okms_id', 'key_id', 'name', 'context', 'type', 'size', 'curve', 'class', 'operations', 'protection_level', 'state', 'revocation_reason',
  'extractable', 'never_extractable', 'sensitive', 'always_sensitive', 'public_jwk', 'created_at', 'activated_at', 'deactivated_at', 'compromised_at', 'destroyed_at'
] as const

type Row<Value> = RowOf<typeof serviceKeyColumns, Value>
export type ServiceKeyRow = Row<unknown>

export function encodeServiceKey (key: ServiceKey): Row<Stored> {
  return [
    key.okmsId, key.keyId, key.name, key.context, key.type, key.size, key.curve, key.class, key.operations.join(' '), key.protectionLevel, key.state, key.revocationReason,
    Number(key.extractable), Number(key.neverExtractable), Number(key.sensitive), Number(key.alwaysSensitive),
    key.publicJwk && JSON.stringify(key.publicJwk), key.createdAt, key.activatedAt, key.deactivatedAt, key.compromisedAt, key.destroyedAt
  ]
}

const decode = {
  type: oneOf(keyTypes),
  curve: nullable(oneOf(curves)),
  class: oneOf(keyClasses),
  operation: oneOf(keyOperations),
  protectionLevel: oneOf(protectionLevels),
  state: oneOf(keyStates),
  reason: nullable(oneOf(revocationReasons)),
  text: nullable(text),
  integer: nullable(integer),
  publicJwk: nullable((stored) => json<PublicJwk>(stored))
}

/** Takes a row with its checksum last. Throws StoredDataDamaged when a value cannot be what was written. */
export function decodeServiceKey (row: ServiceKeyRow): ServiceKey {
  const [
    okmsId, keyId, name, context, type, size, curve, keyClass, operations, protectionLevel, state, reason,
    extractable, neverExtractable, sensitive, alwaysSensitive, publicJwk, createdAt, activatedAt, deactivatedAt, compromisedAt, destroyedAt
  ] = checked(row)
  return {
    okmsId: text(okmsId),
    keyId: text(keyId),
    name: text(name),
    context: decode.text(context),
    type: decode.type(type),
    size: decode.integer(size),
    curve: decode.curve(curve),
    class: decode.class(keyClass),
    operations: operationsOf(text(operations)),
    protectionLevel: decode.protectionLevel(protectionLevel),
    state: decode.state(state),
    revocationReason: decode.reason(reason),
    extractable: flag(extractable),
    neverExtractable: flag(neverExtractable),
    sensitive: flag(sensitive),
    alwaysSensitive: flag(alwaysSensitive),
    publicJwk: decode.publicJwk(publicJwk),
    createdAt: integer(createdAt),
    activatedAt: decode.integer(activatedAt),
    deactivatedAt: decode.integer(deactivatedAt),
    compromisedAt: decode.integer(compromisedAt),
    destroyedAt: decode.integer(destroyedAt)
  }
}

/** Few sets of operations exist, and every request needs one: each text is taken apart once. */
const knownOperations = new Map<string, readonly KeyOperation[]>()

function operationsOf (list: string): readonly KeyOperation[] {
  const known = knownOperations.get(list)
  if (known) return known
  const operations = Object.freeze(list === '' ? [] : list.split(' ').map(decode.operation))
  knownOperations.set(list, operations)
  return operations
}
