// Reads request bodies: JSON (RFC 8259) in valid UTF-8, without anything ambiguous.

import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { httpErrors } from '../reply/http-errors.js'
import { refusal, type DomainError } from '../../domain/errors/domain-error.js'
import { maxSecretDepth } from '../../domain/limits.js'
import { jsonFault } from './json-fault.js'
import { loneSurrogateWithin, maxDepth, problemOfJsonText, type JsonRules } from '../../domain/text/json-text.js'
import { quoted, quotedOrLength } from './quoted.js'

const emptyBody = Buffer.alloc(0)

/**
 * Adds the body parser to `app`. An empty body is undefined, whatever its type: official clients send a JSON type with
 * GET, DELETE and activation (clients.md 5.1).
 */
export function acceptBodies (app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })
  // Not in the parser above: after a refusal there, Fastify closes the connection, with other requests in it.
  app.addHook('preValidation', (request, _reply, done) => {
    const { body } = request
    request.checkBody?.(Buffer.isBuffer(body) ? body : emptyBody)
    if (Buffer.isBuffer(body)) {
      // What is refused has no members.
      request.body = undefined
      // Without an operation, the reply says so, whatever the body is.
      if (request.routeOptions.config.operationId !== undefined) request.body = parseBody(request, body)
    }
    done()
  })
}

function parseBody (request: FastifyRequest, body: Buffer): unknown {
  const { vault: isVault = false, mayBeUntyped = isVault } = request.routeOptions.config
  // Vault has no operation that minds a body.
  if (body.length === 0 || (isVault && !takesBody(request))) return undefined
  const type = request.headers['content-type']
  // The Go client of Vault sends no type, except with PATCH (clients.md 7).
  const isUntyped = mayBeUntyped && type === undefined
  if (!isUntyped && !isAccepted(type, acceptedTypes(request))) throw mediaTypeRefusal(request)
  const value = parseJson(body, {
    maxDepth: holdsSecret(request) ? maxSecretDepth : maxDepth,
    mayRepeat: isVault,
    mayBeInfinite: false
  })
  if (!takesBody(request)) {
    // What clients send for nothing; anything else was probably meant for another operation.
    if (!isEmpty(value)) refuseProblem('body: this operation takes no body; leave it out')
    return undefined
  }
  // From here on, null means that no body was sent.
  if (value === null) refuseProblem('body: got null; accepted: a JSON object')
  return value
}

const holdsSecret = ({ routeOptions: { config: { resources = [] } } }: FastifyRequest) =>
  resources.some(({ kind }) => kind === 'secret')

const takesBody = ({ routeOptions: { config: { mediaTypes = [] } } }: FastifyRequest) => mediaTypes.length > 0

const isEmpty = (value: unknown) => value === null ||
  (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0)

/** For a type that the operation does not accept, or that is malformed. */
export function mediaTypeRefusal (request: FastifyRequest): DomainError {
  const type = request.headers['content-type']
  return refusal(
    httpErrors.MediaTypeUnsupported,
    type === undefined ? 'none' : shownType(type),
    acceptedTypes(request),
    mediaTypeHint(type)
  )
}

/** Without its parameters, which may be anything. */
function shownType (type: string): string {
  const [name = ''] = type.split(';', 1)
  return /^[\w.+-]{1,20}\/[\w.+-]{1,60}$/.test(name) ? quoted(name) : quotedOrLength(name)
}

/** Media types that programs send by default. */
const usualTypes: ReadonlyArray<readonly [RegExp, string]> = [
  [/^application\/x-www-form-urlencoded/i, '. curl -d sends this type unless it is given another: add -H "content-type: application/json"'],
  [/^multipart\//i, '. curl -F sends this type: use -d with -H "content-type: application/json"']
]

const mediaTypeHint = (type = '') => usualTypes.find(([pattern]) => pattern.test(type))?.[1] ?? ''

function encodingFault (body: Buffer): string {
  const [first, second] = body
  if (first === 0x1f && second === 0x8b) return 'it is compressed (gzip); send it uncompressed'
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'it is UTF-16; send UTF-8 without a byte order mark'
  return 'it is not valid UTF-8; bytes belong into a base64 string, text is sent as UTF-8'
}

function acceptedTypes ({ routeOptions }: FastifyRequest): readonly string[] {
  const { mediaTypes } = routeOptions.config
  return mediaTypes?.length ? mediaTypes : ['application/json']
}

/**
 * Parameters have no meaning: JSON is UTF-8, whatever a charset says (RFC 8259 section 11).
 * @param accepted Media types of the contract; `application/*+json` means every suffixed type (RFC 6839 section 3.1).
 */
function isAccepted (type = '', accepted: readonly string[]): boolean {
  const [essence = ''] = type.split(';', 1).map((part) => part.trim().toLowerCase())
  return accepted.includes(essence) ||
    (accepted.includes('application/*+json') && /^application\/[\w!#$&^.+-]+\+json$/.test(essence))
}

/** Throws BodyNotJson or RequestInvalid. No text quotes the body, which may contain a plaintext or a key. */
function parseJson (body: Buffer, rules: JsonRules): unknown {
  const text = body.toString()
  // Invalid UTF-8 was read as U+FFFD, which the client may also have sent.
  if (text.includes('\uFFFD') && !isUtf8(body)) throw refusal(httpErrors.BodyNotJson, encodingFault(body))
  refuseProblem(problemOfJsonText(text, 'body', rules))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Node's own messages quote the text.
    throw refusal(httpErrors.BodyNotJson, jsonFault(text))
  }
  if (text.includes('\\u')) refuseProblem(loneSurrogateWithin(value, 'body'))
  return value
}

function refuseProblem (problem: string | undefined): void {
  if (problem !== undefined) throw refusal(httpErrors.RequestInvalid, [problem])
}
