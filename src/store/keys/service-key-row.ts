// Converts a service key to and from a row of the database.

import { curves, keyTypes } from '../../domain/keys/algorithms.js'
import { keyClasses } from '../../domain/keys/key-class.js'
import { keyOperations } from '../../domain/keys/key-operations.js'
import { keyStates, revocationReasons } from '../../domain/keys/key-state.js'
import { protectionLevels, type PublicJwk, type ServiceKey } from '../../domain/keys/service-key.js'
import type { KeySummary } from '../../domain/keys/key-history.js'
import { flag, integer, json, nullable, oneOf, text, type RowOf, type Stored } from '../sqlite/column.js'
import { checked } from '../sqlite/row-checksum.js'

/** Column names; all but the first two may change. */
export const serviceKeyColumns = [
  'okms_id', 'key_id', 'name', 'context', 'type', 'size', 'curve', 'class', 'operations', 'protection_level', 'state',
  'revocation_reason',
  'extractable', 'never_extractable', 'sensitive', 'always_sensitive', 'public_jwk', 'created_at', 'activated_at',
  'deactivated_at', 'compromised_at', 'destroyed_at'
] as const

type Row<Value> = RowOf<typeof serviceKeyColumns, Value>
export type ServiceKeyRow = Row<unknown>

export function encodeServiceKey (key: ServiceKey): Row<Stored> {
  return [
    key.okmsId, key.keyId, key.name, key.context, key.type, key.size, key.curve, key.class, key.operations.join(' '),
    key.protectionLevel, key.state, key.revocationReason,
    Number(key.extractable), Number(key.neverExtractable), Number(key.sensitive), Number(key.alwaysSensitive),
    key.publicJwk && JSON.stringify(key.publicJwk), key.createdAt, key.activatedAt, key.deactivatedAt,
    key.compromisedAt, key.destroyedAt
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
    extractable, neverExtractable, sensitive, alwaysSensitive, publicJwk, createdAt, activatedAt, deactivatedAt,
    compromisedAt, destroyedAt
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
    operations: text(operations).split(' ').filter(Boolean).map(decode.operation),
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

/** Id, name, type, state. */
export type SummaryRow = readonly [unknown, unknown, unknown, unknown]

export function decodeSummary ([keyId, name, type, state]: SummaryRow): KeySummary {
  return { keyId: text(keyId), name: text(name), type: decode.type(type), state: decode.state(state) }
}
