// Holds a reply against the contract: documented status, headers and body, the exact content
// type, four fields in every refusal, or those of the OVHcloud API.

import { Ajv, type ValidateFunction } from 'ajv'
import { contracts, type ContractOperation, type ContractReply } from '../../src/http/contract/contract.js'
import { createPathRewriter } from '../../src/http/contract/multi-segment-paths.js'
import { otherUrls } from '../../src/ovh-api/other-urls.js'
import { olderUrls } from '../../src/rest/older-paths.js'

export interface CheckedReply {
  readonly method: string
  /** Path with or without query. */
  readonly path: string
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed; undefined when there is none. */
  readonly body: unknown
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Headers that the contract does not list; those of one status are refused with every other. */
const generalHeaders: Readonly<Record<string, 'any' | number>> = {
  'content-type': 'any',
  'content-length': 'any',
  'transfer-encoding': 'any',
  date: 'any',
  connection: 'any',
  'keep-alive': 'any',
  // choices.md 27
  'x-request-id': 'any',
  // On paths of the OVHcloud API.
  'x-ovh-queryid': 'any',
  // With --iam-mode report.
  'x-okms-iam-report': 'any',
  // With --deterministic.
  'x-okms-deterministic': 'any',
  'www-authenticate': 401,
  // The path has other methods: the contract has no 405.
  allow: 404,
  'retry-after': 429
}

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    uuid,
    byte: /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    base64url: /^[A-Za-z0-9_-]*$/,
    'jwe-token': /^[\w-]+(\.[\w-]*){4}$/,
    int32: true,
    uint32: true,
    int64: true,
    string: true,
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
  }
})
const validators = new Map<object, ValidateFunction>()

/** Undefined when the value is as the schema says, else what is wrong. */
function problemOf (schema: object, value: unknown): string | undefined {
  const validate = validators.get(schema) ?? ajv.compile(schema)
  validators.set(schema, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors)
}

const operations = (['okms', 'emulator', 'ovhApiV1', 'ovhApiV2'] as const)
  .flatMap((name) => [...contracts[name].operations.values()])
const patterns = operations.map((operation) => ({ operation, pattern: patternOf(operation) }))
const rewritePath = createPathRewriter(operations, () => true)
/** Other readings of a path with `/version` in it: no secret has the part before, or only one that ends so has. */
const otherRewriters = [
  createPathRewriter(operations, () => false),
  createPathRewriter(operations, (_okmsId, { id }) => id.endsWith('/version'))
]

function patternOf ({ operationId, url }: ContractOperation): RegExp {
  const urls = [url, ...olderUrls(operationId, url), ...otherUrls(operationId, url)].map((one) =>
    one.replace(/:\w+/g, '[^/]+'))
  return new RegExp(`^(?:${urls.join('|')})/?$`)
}

export function operationOf (
  method: string, path: string, rewrite = rewritePath
): ContractOperation | undefined {
  const [bare = ''] = rewrite(method, path).split('?', 1)
  return patterns.find(({ operation, pattern }) => operation.method === method && pattern.test(bare))?.operation
}

/**
 * Throws with what is wrong. Replies of paths outside the contract must be refusals with four
 * fields, unless they are pages.
 */
export function checkReply (reply: CheckedReply): void {
  const operation = operationOf(reply.method, reply.path)
  // `.../secret/a/version` is a secret of that path where there is no secret `a` (choices.md 20).
  const others = otherRewriters.map((rewrite) => operationOf(reply.method, reply.path, rewrite))
    .filter((other) => other !== operation)
  try {
    checkAgainst(operation, reply)
  } catch (error) {
    const isFaulty = others.every((other) => {
      try {
        checkAgainst(other, reply)
        return false
      } catch {
        return true
      }
    })
    if (isFaulty) throw error
  }
}

/** @param operation Undefined for a path outside the contract. */
export function checkAgainst (operation: ContractOperation | undefined, reply: CheckedReply): void {
  const fail = (problem: string): never => { throw new Error(`${reply.method} ${reply.path} -> ${reply.status}: ${problem}`) }
  const documented = operation?.replies.get(reply.status)
  // The token endpoint refuses in the words of RFC 6749, as its schema says. The answer to HEAD has no body.
  if (reply.status >= 400 && reply.method !== 'HEAD' && operation?.operationId !== 'ExchangeToken') {
    if (isOfOvhApi(reply.path)) checkOvhRefusal(reply, fail)
    else checkRefusal(reply, documented, fail)
  }
  if (operation === undefined || isUnavailable(reply)) return
  if (documented === undefined) return fail(`not documented; ${operation.operationId} has ${[...operation.replies.keys()].join(', ')}`)
  checkHeaders(reply, documented, fail)
  checkBody(reply, documented, fail)
}

/** What is in front of the service answers 503, so the contract does not have it: only a fault rule gives it here. */
const isUnavailable = ({ status, headers, body }: CheckedReply): boolean =>
  status === 503 && headers['retry-after'] !== undefined && JSON.stringify(body).includes('injected by fault rule')

type Fail = (problem: string) => never

const isOfOvhApi = (path: string): boolean =>
  /^\/(?:1\.0|v1|v2)(?:[/?]|$)/.test(path) && !/^\/v1\/(?:servicekey|random)(?:[/?]|$)/.test(path)

/** Clients read a number as the status, and a member `code` too (signature.md 5). */
function checkOvhRefusal ({ status, body, headers }: CheckedReply, fail: Fail): void {
  const { class: name, message, details, errorCode, httpCode, ...others } = (body ?? {}) as Record<string, unknown>
  const isClass = typeof name === 'string' && /^(?:Client|Server)::\w+(?:::\w+)?$/.test(name) &&
    errorCode === undefined && httpCode === undefined
  const isOfGateway = name === undefined && details === undefined && /^[A-Z_]+$/.test(String(errorCode)) &&
    String(httpCode).startsWith(`${status} `)
  const sound = headers['content-type'] === 'application/json' && uuid.test(String(headers['x-ovh-queryid'])) &&
    typeof message === 'string' && message !== '' && (isClass || isOfGateway) && Object.keys(others).length === 0 &&
    Object.values(details ?? {}).every((detail) => typeof detail === 'string')
  if (!sound) fail(`not a refusal of the OVHcloud API: ${JSON.stringify(headers)} ${JSON.stringify(body)}`)
}

function checkHeaders ({ status, headers }: CheckedReply, { headers: declared }: ContractReply, fail: Fail): void {
  const names = new Set([...declared.keys()].map((name) => name.toLowerCase()))
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || names.has(name)) continue
    const general = generalHeaders[name]
    if (general !== 'any' && general !== status) fail(`the header ${name} is not documented`)
  }
  for (const [name, { schema, required }] of declared) {
    const value = headers[name.toLowerCase()]
    if (value === undefined) {
      if (required) fail(`the header ${name} is missing`)
      continue
    }
    const problem = problemOf(
      schema, schema['type'] === 'integer' && /^-?\d+$/.test(String(value)) ? Number(value) : value
    )
    if (problem !== undefined) fail(`the header ${name}: ${problem} in ${JSON.stringify(value)}`)
  }
}

function checkBody ({ headers, body }: CheckedReply, { mediaType, body: schema }: ContractReply, fail: Fail): void {
  const type = headers['content-type']
  if (schema === undefined) {
    if (body !== undefined || type !== undefined) fail('has a body or the type of one, the contract has none')
    return
  }
  // JSON has no charset (clients.md 1.1); text names its charset and, where it has one, its version.
  const isRight = mediaType === 'application/json' ? type === mediaType : String(type).startsWith(`${mediaType};`)
  if (!isRight) fail(`content type is ${String(type)}, not exactly ${mediaType}`)
  const problem = problemOf(schema, body)
  if (problem !== undefined) fail(`${problem} in ${JSON.stringify(body)}`)
}

/** Members besides the four are left to the schema where there is one. */
function checkRefusal ({ body, headers }: CheckedReply, documented: ContractReply | undefined, fail: Fail): void {
  const { error_id: errorId, error_code: code, errors, request_id: requestId, ...others } = (body ??
    {}) as Record<string, unknown>
  const sound = headers['content-type'] === 'application/json' && uuid.test(String(errorId)) &&
    uuid.test(String(requestId)) &&
    Number.isInteger(code) && Number(code) > 0 &&
    Array.isArray(errors) && errors.length > 0 && errors.every((text) => typeof text === 'string' && text !== '') &&
    (documented?.body !== undefined || Object.keys(others).length === 0)
  if (!sound) fail(`not a four-field refusal: ${String(headers['content-type'])} ${JSON.stringify(body)}`)
}
