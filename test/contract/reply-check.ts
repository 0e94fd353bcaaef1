// Holds a reply against the contract: documented status, exact content type, no unknown member, four fields in every refusal.

import { Ajv, type ValidateFunction } from 'ajv'
import { contracts, type ContractOperation } from '../../src/http/contract/contract.js'

export interface CheckedReply {
  readonly method: string
  /** Path with or without query. */
  readonly path: string
  readonly status: number
  readonly contentType: string | undefined
  /** Parsed; undefined when there is none. */
  readonly body: unknown
}

const ajv = new Ajv({ strict: false, allErrors: true, formats: { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, byte: /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, base64url: /^[A-Za-z0-9_-]*$/, 'jwe-token': /^[\w-]+(\.[\w-]*){4}$/, int32: true, uint32: true, string: true, 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ } })

const operations = (['okms', 'emulator'] as const).flatMap((name) => [...contracts[name].operations.values()]).map((operation) => ({ operation, pattern: patternOf(operation) }))
const validators = new Map<string, ValidateFunction>()

/** The old paths lack the first two segments. */
function patternOf ({ url }: ContractOperation): RegExp {
  const [, afterDomain = url] = /^\/api\/:okmsId(.*)$/.exec(url) ?? []
  if (afterDomain === url) return new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`)
  return new RegExp(`^(/api/[^/]+)?${afterDomain.replace(/:\w+/g, '[^/]+')}(/delete)?/?$`)
}

export function operationOf (method: string, path: string): ContractOperation | undefined {
  const bare = path.split('?', 1)[0] ?? ''
  return operations.find(({ operation, pattern }) => operation.method === method && pattern.test(bare))?.operation
}

/** Throws with what is wrong. Replies of paths outside the contract must be refusals with four fields, unless they are pages. */
export function checkReply (reply: CheckedReply): void {
  const operation = operationOf(reply.method, reply.path)
  const where = `${reply.method} ${reply.path} -> ${reply.status}`
  // The token endpoint refuses in the words of RFC 6749; its schema below says so.
  // The answer to HEAD has no body.
  if (reply.status >= 400 && reply.method !== 'HEAD' && operation?.operationId !== 'ExchangeToken') checkRefusal(reply, where)
  if (operation === undefined) return
  if (!operation.replies.has(reply.status)) throw new Error(`${where}: not documented; ${operation.operationId} has ${[...operation.replies.keys()].join(', ')}`)
  const schema = operation.replies.get(reply.status)
  if (schema === undefined) {
    if (reply.body !== undefined) throw new Error(`${where}: has a body, the contract has none`)
    return
  }
  if (reply.contentType !== 'application/json') throw new Error(`${where}: content type is ${reply.contentType ?? 'missing'}, not exactly application/json`)
  const name = `${operation.operationId} ${reply.status}`
  const validate = validators.get(name) ?? ajv.compile(schema)
  validators.set(name, validate)
  if (!validate(reply.body)) throw new Error(`${where}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(reply.body)}`)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function checkRefusal ({ path, body, contentType }: CheckedReply, where: string): void {
  const { error_id: errorId, error_code: code, errors, request_id: requestId, ...others } = (body ?? {}) as Record<string, unknown>
  const sound = contentType === 'application/json' && uuid.test(String(errorId)) && uuid.test(String(requestId)) && Number.isInteger(code) && Number(code) > 0 &&
    Array.isArray(errors) && errors.length > 0 && errors.every((text) => typeof text === 'string' && text !== '') && Object.keys(others).every((name) => name === 'problems' && path.startsWith('/_emulator'))
  if (!sound) throw new Error(`${where}: not a four-field refusal: ${contentType} ${JSON.stringify(body)}`)
}
