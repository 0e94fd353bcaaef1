// The texts for invalid requests: each names the field, the received value, the accepted
// values, and how to fix the request.

import type { ErrorObject } from 'ajv'
import type { Problem, RequestField } from '../../domain/errors/wording.js'
import { isQuotable } from '../../domain/text/quoted-text.js'
import { isContainer, typesOf, valuesOf, type Schema } from '../contract/contract-schema.js'
import { suggestName } from './name-suggestion.js'
import { quoted } from '../body/quoted.js'
import { bodyMistake, pathMistake, queryMistake, type Mistake } from './value-mistake.js'

/** Where the checked value was sent. */
export type RequestPart = 'body' | 'query' | 'path' | 'header'

/** Largest number of problems listed for one request. */
const listedProblems = 10

/**
 * One text for each field. Secret values (`x-secret` in the contract) are never quoted: the text
 * has only their type and length.
 * @param faults Of Ajv with `verbose`, so that each carries its schema and its value.
 */
export function problemsOf (part: RequestPart, faults: readonly ErrorObject[]): ReadonlyArray<Problem | string> {
  const problems = new Map<string, Problem>()
  for (const fault of faults) {
    const [place, text] = problemOf(part, fault)
    // The first fault of a field says everything that it accepts.
    if (!problems.has(place.path)) problems.set(place.path, { place, text, keyword: fault.keyword })
  }
  const listed = [...problems.values()]
  return listed.length <= listedProblems ? listed : [...listed.slice(0, listedProblems), `${part}: ${listed.length - listedProblems} more problems`]
}

/** What a body must have, for a request that has none. */
export function membersOf ({ properties = {}, required = [] }: Schema): string {
  if (required.length === 0) return `one of ${Object.keys(properties).join(', ')}`
  return required.map((name) => `${name} (${accepted(properties[name] ?? {})})`).join(', ')
}

function problemOf (part: RequestPart, fault: ErrorObject): readonly [field: RequestField, text: string] {
  const schema = (fault.parentSchema ?? {}) as Schema
  const names = namesIn(fault.instancePath).map(shownName)
  const params = fault.params as { readonly missingProperty?: string, readonly additionalProperty?: string }
  if (params.missingProperty !== undefined) return [fieldOf(part, [...names, params.missingProperty]), `missing; accepted: ${accepted(schema.properties?.[params.missingProperty] ?? {})}`]
  if (params.additionalProperty !== undefined) {
    return [
      fieldOf(part, [...names, shownName(params.additionalProperty)]),
      unknownText(part, params.additionalProperty, schema)
    ]
  }
  const slip = slipOf(part, fault, schema)
  return [fieldOf(part, names), `got ${received(fault.data, schema, part)}; accepted: ${accepted(schema)}${slip === undefined ? '' : `. ${slip}`}`]
}

function unknownText (part: RequestPart, name: string, schema: Schema): string {
  const known = Object.keys(schema.properties ?? {})
  const likely = suggestName(name, known)
  const inBody = part === 'query' && known.length === 0 ? '. Does it belong in the body?' : ''
  const what = part === 'body' ? 'unknown member' : 'unknown parameter'
  const names = known.join(', ') || 'none'
  if (likely !== undefined) return `${what}; did you mean ${likely}? Accepted: ${names}`
  const advice = known.includes('kty') && Object.hasOwn(jwkAdvice, name) ? `. ${jwkAdvice[name]}` : ''
  return `${what}; accepted: ${names}${inBody}${advice}`
}

const leaveOut = 'Leave it out: it is not part of the key'

/** What to do with members of a JWK that the contract does not have. */
const jwkAdvice: Readonly<Record<string, string>> = {
  ext: leaveOut,
  x5c: leaveOut,
  x5t: leaveOut,
  'x5t#S256': leaveOut,
  x5u: leaveOut,
  iat: leaveOut,
  nbf: leaveOut,
  exp: leaveOut,
  keys: 'This is a set of JWKs: send the one key in it'
}

function slipOf (part: RequestPart, { data, instancePath }: ErrorObject, schema: Schema): Mistake {
  const name = instancePath.slice(instancePath.lastIndexOf('/') + 1)
  if (part === 'body') return bodyMistake(data, schema, name)
  return part === 'path' ? pathMistake(data, name) : queryMistake(data, schema)
}

/** The parts of a JSON pointer (RFC 6901). */
const namesIn = (pointer: string) =>
  pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

/** `keys`, `0`, `n` in a body is `body.keys[0].n`, `max` in a query is `query max`. */
function fieldOf (part: RequestPart, names: readonly string[]): RequestField {
  const [name = part] = names
  if (part !== 'body') return { name, path: [part, ...names].join(' ') }
  return {
    name, path: names.reduce((path, name) => /^\d+$/.test(name) ? `${path}[${name}]` : `${path}.${name}`, 'body')
  }
}

/**
 * A name chosen by the client: without control or invisible characters, and omitted if it could be a misplaced value.
 */
function shownName (name: string): string {
  if (name === '') return '""'
  return isQuotable(name) ? quoted(name).slice(1, -1) : `(a name of ${name.length} characters)`
}

/** A value is quoted only if a single value is expected, and it is short and not secret. */
function received (value: unknown, schema: Schema, part: RequestPart): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return part === 'body' ? `an array of ${value.length} ${value.length === 1 ? 'item' : 'items'}` : `it ${value.length} times`
  if (typeof value === 'object') return objectOf(Object.keys(value).length, schema)
  const mayShow = schema['x-secret'] !== true && !isContainer(schema)
  if (typeof value === 'string') return mayShow && isQuotable(value) ? `${part === 'body' && !acceptsStrings(schema) ? 'the string ' : ''}${quoted(value)}` : `a string of ${value.length} characters`
  // Not as JSON, which has no number for what 1e999 becomes.
  return mayShow && (typeof value === 'number' || typeof value === 'boolean')
    ? `the ${typeof value} ${value}`
    : `a ${typeof value}`
}

/** The number of members, where that may be what is wrong. */
const objectOf = (members: number, { maxProperties }: Schema) =>
  maxProperties === undefined ? 'an object' : `an object with ${members} members`

const acceptsStrings = (schema: Schema) => typesOf(schema).includes('string')

/** What the contract accepts, in words. */
function accepted (schema: Schema): string {
  const values = valuesOf(schema)
  if (values.length > 0) return `${typeof values[0] === 'number' ? 'the numbers ' : ''}${values.join(', ')}`
  const [type = 'another value'] = typesOf(schema)
  return wordings[type]?.(schema) ?? type
}

const wordings: Readonly<Record<string, (schema: Schema) => string>> = {
  string: (schema) => `${formats[schema.format ?? ''] ?? 'a string'}${range(schema.minLength, schema.maxLength, 'characters')}${characters(schema)}${example(schema)}`,
  integer: (schema) => `a whole number${range(schema.minimum, schema.maximum)}`,
  number: (schema) => `a number${range(schema.minimum, schema.maximum)}`,
  boolean: () => 'true or false',
  array: (schema) => `an array${range(schema.minItems, schema.maxItems, 'items')}`,
  object: (schema) => `a JSON object${range(undefined, schema.maxProperties, 'members')}`
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'a UUID, e.g. 79b66eba-273e-4f7a-b954-78ed7e70b85d',
  byte: 'base64 (RFC 4648 section 4, with padding)',
  base64url: 'base64url without padding (RFC 4648 section 5)',
  'jwe-token': 'a compact JWE (RFC 7516 section 3.1)'
}

const characters = ({ pattern }: Schema) => pattern === undefined ? '' : ` that matches ${pattern}`

/** Clients send plain text here, as the service's first guide does (service.md 5.1). */
const example = (schema: Schema) => schema.format === 'byte' ? ", e.g. the output of: printf %s 'text' | base64 -w0" : ''

function range (from: number | undefined, to: number | undefined, unit?: string): string {
  const words = unit === undefined ? '' : ` ${unit}`
  if (from === undefined) return to === undefined ? '' : ` of at most ${to}${words}`
  if (to === undefined) return ` of at least ${from}${words}`
  return unit === undefined ? ` from ${from} to ${to}` : ` of ${from} to ${to}${words}`
}
