// The texts of what is wrong with a request: each names the field, what came, and what is accepted.

import type { ErrorObject } from 'ajv'
import { quoted } from './quoted.js'

/** Where the checked value stands in the request. */
export type RequestPart = 'body' | 'query' | 'path'

/** What is read of a schema of the contract. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: ReadonlyArray<string | number | null>
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly 'x-secret'?: boolean
}

/** Longer values are not repeated: what is longer than a UUID is likely to be no slip but content. */
const shownLength = 40

/** Problems of one request that are told. */
const toldProblems = 10

/**
 * One text a field. Secret values (`x-secret` in the contract) are never repeated: only their type and length are told.
 * @param faults Of Ajv with `verbose`, so that each carries its schema and its value.
 */
export function problemsOf (part: RequestPart, faults: readonly ErrorObject[]): readonly string[] {
  const texts = new Map<string, string>()
  for (const fault of faults) {
    const [field, text] = problemOf(part, fault)
    // The first fault of a field says everything that it accepts.
    if (!texts.has(field)) texts.set(field, `${field}: ${text}`)
  }
  const told = [...texts.values()]
  return told.length <= toldProblems ? told : [...told.slice(0, toldProblems), `${part}: ${told.length - toldProblems} more problems`]
}

function problemOf (part: RequestPart, fault: ErrorObject): readonly [field: string, text: string] {
  const schema = (fault.parentSchema ?? {}) as Schema
  const field = fieldName(part, fault.instancePath)
  const params = fault.params as { readonly missingProperty?: string, readonly additionalProperty?: string }
  if (params.missingProperty !== undefined) return [memberName(part, field, params.missingProperty), `missing; accepted: ${accepted(schema.properties?.[params.missingProperty] ?? {})}`]
  if (params.additionalProperty !== undefined) return [memberName(part, field, shownName(params.additionalProperty)), `unknown ${kinds[part]}; accepted: ${Object.keys(schema.properties ?? {}).join(', ') || 'none'}`]
  return [field, `got ${received(fault.data, schema, part)}; accepted: ${accepted(schema)}`]
}

const kinds: Readonly<Record<RequestPart, string>> = { body: 'member', query: 'parameter', path: 'parameter' }

/** `/keys/0/n` in a body is `body.keys[0].n`, `/max` in a query is `query max`. */
function fieldName (part: RequestPart, pointer: string): string {
  const names = pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (part !== 'body') return [part, ...names].join(' ')
  return names.reduce((path, name) => /^\d+$/.test(name) ? `${path}[${name}]` : `${path}.${name}`, 'body')
}

const memberName = (part: RequestPart, field: string, name: string) => part === 'body' ? `${field}.${name}` : `${field} ${name}`

/** A name that the client made up: cut, and with nothing that could break a line or hide in it. */
function shownName (name: string): string {
  if (name === '') return '""'
  const escaped = quoted(name.slice(0, shownLength)).slice(1, -1)
  return name.length > shownLength ? `${escaped}...` : escaped
}

/** What came. A value is repeated only where one value is expected, and it is short and no secret. */
function received (value: unknown, schema: Schema, part: RequestPart): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return part === 'body' ? `a list of ${value.length} items` : `it ${value.length} times`
  if (typeof value === 'object') return 'an object'
  const isShown = schema['x-secret'] !== true && !isContainer(schema)
  if (typeof value === 'string') return isShown && value.length <= shownLength ? quoted(value) : `a text of ${value.length} characters`
  // Not as JSON, which has no number for what 1e999 becomes.
  return isShown && (typeof value === 'number' || typeof value === 'boolean') ? `the ${typeof value} ${value}` : `a ${typeof value}`
}

const typesOf = ({ type }: Schema): readonly string[] => typeof type === 'string' ? [type] : type ?? []

const isContainer = (schema: Schema) => typesOf(schema).some((type) => type === 'object' || type === 'array')

/** What the contract accepts, in words. */
function accepted (schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.filter((value) => value !== null).join(', ')
  const [type = 'another value'] = typesOf(schema)
  return wordings[type]?.(schema) ?? type
}

const wordings: Readonly<Record<string, (schema: Schema) => string>> = {
  string: (schema) => `${formats[schema.format ?? ''] ?? 'a text'}${range(schema.minLength, schema.maxLength, 'characters')}${example(schema)}`,
  integer: (schema) => `a whole number${range(schema.minimum, schema.maximum)}`,
  number: (schema) => `a number${range(schema.minimum, schema.maximum)}`,
  boolean: () => 'true or false',
  array: (schema) => `a list${range(schema.minItems, schema.maxItems, 'items')}`,
  object: () => 'a JSON object'
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'a UUID, e.g. 79b66eba-273e-4f7a-b954-78ed7e70b85d',
  byte: 'base64 (RFC 4648 section 4, with padding)',
  base64url: 'base64url without padding (RFC 4648 section 5)',
  'jwe-token': 'a compact JWE (RFC 7516 section 3.1)'
}

/** People give plain text here, as the service's first guide does (service.md 5.1). */
const example = (schema: Schema) => schema.format === 'byte' ? ", e.g. the output of: printf %s 'text' | base64 -w0" : ''

function range (from: number | undefined, to: number | undefined, unit?: string): string {
  const words = unit === undefined ? '' : ` ${unit}`
  if (from === undefined) return to === undefined ? '' : ` of at most ${to}${words}`
  if (to === undefined) return ` of at least ${from}${words}`
  return unit === undefined ? ` from ${from} to ${to}` : ` of ${from} to ${to}${words}`
}
