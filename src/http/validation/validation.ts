// Validates requests strictly against the contract: nothing is dropped, and nothing in a body is converted.

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { httpErrors } from '../reply/http-errors.js'
import { refusal, type DomainError } from '../../domain/errors/domain-error.js'
import { uuidPattern } from '../../domain/uuid.js'
import type { JsonObject } from '../contract/contract.js'
import type { Schema } from '../contract/contract-schema.js'
import { replaceLengthKeywords } from './length-keywords.js'
import { membersOf, problemsOf, type RequestPart } from './validation-problem.js'

/** Fastify's names of the parts of a request. */
const parts: Readonly<Record<string, RequestPart>> = {
  body: 'body', querystring: 'query', params: 'path', headers: 'header'
}

/**
 * Formats that only code can decide are decoded where they are used: base64 and times by the route (Base64Invalid),
 * tokens and JWKs by the service, which can say more of them. Every uint32 and int32 has a range as well.
 */
const formats = {
  uuid: uuidPattern,
  byte: true,
  base64url: true,
  'jwe-token': true,
  uint32: true,
  int32: true,
  string: true,
  'date-time': true
} as const

/** A test validates the schemas of the contracts. Doing it here too would double the time of the first request. */
const trusted = { meta: false, validateSchema: false } as const

const options = {
  strict: false, verbose: true, removeAdditional: false, useDefaults: false, coerceTypes: false, formats, ...trusted
} as const

function createAjv (allErrors: boolean): Ajv {
  const ajv = new Ajv({ ...options, allErrors })
  replaceLengthKeywords(ajv)
  return ajv
}

/** Marks the schema of a body that may be left out. */
export const optionalBody = 'x-optional-body'

/**
 * Number of values in a body beyond which only its first problem is reported, so that a body full of
 * problems is not more expensive.
 */
const searchedValues = 1000

/**
 * Makes the check of one part of an operation's requests. Parameters arrive as text: the decimal numbers and the
 * booleans among them are decoded first, and UUIDs are changed to lower case. Unknown parameters are rejected: no
 * official client sends any (clients.md 1.2), and ignoring a mistyped `max` or `state` would look like a wrong result.
 * Headers that the contract does not have are not looked at.
 */
export function createValidatorCompiler (): FastifySchemaCompiler<unknown> {
  const first = createAjv(false)
  let all: Ajv | undefined

  return ({ schema, httpPart }) => {
    const part = parts[httpPart ?? ''] ?? 'body'
    const decode = part === 'body' ? undefined : parameterDecoder(schema as JsonObject)
    // Compiled at first use: compiling all of them would take a large part of a start.
    let validate: ValidateFunction | undefined

    return (sent: unknown) => {
      const data = part === 'header' ? headersOf(schema as Schema, sent) : sent
      // Fastify shows the lack of a body as null.
      if (part === 'body' && data === null) {
        if ((schema as JsonObject)[optionalBody] === true) return { value: undefined }
        return { error: refusal(httpErrors.BodyMissing, membersOf(schema as Schema)) }
      }
      decode?.(data)
      validate ??= first.compile(schema as object)
      return validate(data) ? { value: data } : { error: refuse(part, data, schema as object, validate.errors ?? []) }
    }
  }

  function refuse (part: RequestPart, data: unknown, schema: object, firstFaults: readonly ErrorObject[]): DomainError {
    if (hasMoreValues(data, searchedValues)) return refusal(httpErrors.RequestInvalid, problemsOf(part, firstFaults))
    all ??= createAjv(true)
    const validateAll = all.compile(schema)
    validateAll(data)
    return refusal(httpErrors.RequestInvalid, problemsOf(part, validateAll.errors ?? []))
  }
}

/** The headers of the contract, in its spelling; Node has their names in lower case. */
function headersOf ({ properties = {} }: Schema, sent: unknown): Readonly<Record<string, unknown>> {
  const all = sent as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.keys(properties).flatMap((name) => {
    const value = all[name.toLowerCase()]
    return value === undefined ? [] : [[name, value]]
  }))
}

/** By the format of the parameter, or else by its type. */
const decoders: Readonly<Record<string, { readonly pattern: RegExp, readonly decode: (text: string) => unknown }>> = {
  // Ajv's own conversion also takes 0x10, 1e1 and blanks.
  integer: { pattern: /^-?\d{1,15}$/, decode: Number },
  boolean: { pattern: /^(?:true|false)$/, decode: (text) => text === 'true' },
  uuid: { pattern: uuidPattern, decode: (text) => text.toLowerCase() }
}

/** Undefined when nothing has to be decoded. What cannot be decoded stays a text, which the check then refuses. */
function parameterDecoder (schema: JsonObject): ((data: unknown) => void) | undefined {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>
  const typed = Object.entries(properties).flatMap(([name, { type, format }]) => {
    const decoder = [format, type].map((kind) => typeof kind === 'string' ? decoders[kind] : undefined)
      .find((known) => known !== undefined)
    return decoder === undefined ? [] : [{ name, ...decoder }]
  })
  if (typed.length === 0) return undefined
  return (data) => {
    const parameters = data as Record<string, unknown>
    for (const { name, pattern, decode } of typed) {
      const text = parameters[name]
      if (typeof text === 'string' && pattern.test(text)) parameters[name] = decode(text)
    }
  }
}

function hasMoreValues (data: unknown, limit: number): boolean {
  let left = limit
  const visit = (value: unknown): boolean => --left < 0 ||
    (typeof value === 'object' && value !== null && Object.values(value).some(visit))
  return visit(data)
}
