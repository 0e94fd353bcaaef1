// The OAuth 2.0 token endpoint: client credentials (RFC 6749 section 4.4), as the service has it (service.md 2.2).

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accessTokenLifetime, type ServiceAccounts } from '../services/access/tokens/service-accounts.js'
import type { IssuedToken } from '../services/access/tokens/tokens.js'
import { DomainError } from '../domain/errors/domain-error.js'
import { errorStatus } from '../http/reply/error-status.js'
import { suggestName } from '../http/validation/name-suggestion.js'
import { sendJson } from '../http/reply/send-json.js'
import { adminContract } from './admin-operation.js'
import { OAuthRefusal, oauthErrors } from './oauth-errors.js'

/** Largest request in bytes; a valid one has a few hundred. */
const bodyLimit = 16 * 1024

interface TokenExchange {
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly grantType: string | undefined
  readonly scope: string | undefined
}

type TokenIssuer = Pick<ServiceAccounts, 'authenticate' | 'issueToken'>

/** Its requests are forms and its errors follow RFC 6749, so it has a separate scope. */
export function serveTokenEndpoint (app: FastifyInstance, serviceAccounts: TokenIssuer): void {
  const operation = adminContract.operations.get('ExchangeToken')
  if (operation === undefined) throw new Error('the contract has no token endpoint')
  const { method, url, operationId } = operation

  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, parsed) => {
      parsed(null, body)
    })
    scope.setErrorHandler((error, request, reply) => {
      const fault = faultOf(error, request)
      if (error instanceof OAuthRefusal) refuse(error, request, reply)
      else if (fault !== undefined) refuse(new OAuthRefusal(oauthErrors.invalidRequest, fault), request, reply)
      else throw error
    })
    scope.route({
      method,
      url,
      bodyLimit,
      config: { operationId },
      handler (request, reply) {
        const { text } = exchange(serviceAccounts, exchangeOf(request))
        return send(reply, 200, {
          access_token: text, token_type: 'Bearer', expires_in: accessTokenLifetime / 1000, scope: 'all'
        })
      }
    })
    done()
  })
}

/** Throws OAuthRefusal: invalid_client, unsupported_grant_type or invalid_scope, in this order. */
function exchange (
  serviceAccounts: TokenIssuer, { clientId = '', clientSecret = '', grantType, scope = '' }: TokenExchange
): IssuedToken {
  const account = serviceAccounts.authenticate(clientId, clientSecret)
  if (account === undefined) throw new OAuthRefusal(oauthErrors.invalidClient, faultOfClient(clientId, clientSecret))
  if (grantType !== 'client_credentials') throw new OAuthRefusal(oauthErrors.unsupportedGrantType)
  if (!scope.split(' ').includes('all')) {
    throw new OAuthRefusal(oauthErrors.invalidScope, scope === '' ? 'missing' : 'another scope')
  }
  return serviceAccounts.issueToken(account)
}

function faultOfClient (clientId: string, clientSecret: string): string {
  if (clientId === '') return 'client_id: missing'
  if (clientSecret === '') return 'client_secret: missing'
  return 'client_id and client_secret: not those of a service account of this server'
}

/** What is wrong before the handler: an ambiguous head, another media type, too large, no body. */
function faultOf (error: unknown, { headers }: FastifyRequest): string | undefined {
  if (error instanceof DomainError) return errorStatus(error.kind) === 400 ? error.message : undefined
  const isRequestFault = typeof error === 'object' && error !== null && 'statusCode' in error &&
    typeof error.statusCode === 'number' && error.statusCode < 500
  if (!isRequestFault) return undefined
  const type = headers['content-type']
  if (type === undefined) return 'content-type: missing'
  if (/^application\/x-www-form-urlencoded/i.test(type)) return 'body: larger than 16 kB, or not as long as its content-length says'
  return /json/i.test(type) ? 'content-type: JSON is not accepted' : 'content-type: another than application/x-www-form-urlencoded'
}

function refuse ({ row, description }: OAuthRefusal, request: FastifyRequest, reply: FastifyReply): void {
  request.refusal = {
    category: row === oauthErrors.invalidClient ? 'Authentication' : 'Argument', texts: [description]
  }
  // Only to a client that used it (section 5.2): a browser would ask its user for a password.
  if (row.http === 401 && request.headers.authorization !== undefined) {
    reply.header('www-authenticate', 'Basic realm="okms-emulator"')
  }
  void send(reply, row.http, { error: row.error, error_description: description })
}

/** Section 5.1: the response must not be cached. */
function send (reply: FastifyReply, status: number, body: object): FastifyReply {
  return sendJson(reply.code(status).headers({ 'cache-control': 'no-store', pragma: 'no-cache' }), body)
}

/**
 * The parameters of the form, each at most once, and the client from whichever of the two
 * places names it (section 2.3.1).
 */
function exchangeOf ({ headers, body }: FastifyRequest): TokenExchange {
  const form = new URLSearchParams(typeof body === 'string' ? body : '')
  const one = (name: string): string | undefined => {
    // A parameter without a value counts as omitted (section 3.2).
    const [value, ...others] = form.getAll(name).filter((text) => text !== '')
    if (others.length > 0) throw new OAuthRefusal(oauthErrors.invalidRequest, `${name}: sent more than once`)
    return value
  }
  const { authorization } = headers
  const byHeader = authorization === undefined ? undefined : basic(authorization)
  const [clientId, clientSecret] = [one('client_id'), one('client_secret')]
  if (one('grant_type') === undefined) throw new OAuthRefusal(oauthErrors.invalidRequest, missing('grant_type', form))
  if (byHeader !== undefined && (clientSecret !== undefined || (clientId ?? byHeader.clientId) !== byHeader.clientId)) {
    throw new OAuthRefusal(oauthErrors.invalidRequest, 'client: sent in the Authorization header and in the body; send it once')
  }
  return { ...(byHeader ?? { clientId, clientSecret }), grantType: one('grant_type'), scope: one('scope') }
}

/** Other parameters are ignored (RFC 6749 section 3.2), so a misspelt one shows only in what is missing. */
function missing (name: string, form: URLSearchParams): string {
  const meant = [...form.keys()].find((given) => given !== name && suggestName(given, [name]) !== undefined)
  return `${name}: missing${meant === undefined ? '' : ', though another spelling of it was sent'}`
}

/** RFC 7617, each part form-encoded (RFC 6749 section 2.3.1). */
function basic (authorization: string): { readonly clientId: string, readonly clientSecret: string } {
  const encoded = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization)?.[1]
  const [, clientId, clientSecret] = /^([^:]*):([^]*)$/.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  if (clientId === undefined || clientSecret === undefined) throw new OAuthRefusal(oauthErrors.invalidClient, 'Authorization: accepted: Basic with the base64 of CLIENT_ID:CLIENT_SECRET')
  return { clientId: formDecoded(clientId), clientSecret: formDecoded(clientSecret) }
}

function formDecoded (text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new OAuthRefusal(oauthErrors.invalidClient, 'Authorization: client id or secret with a percent sign that encodes nothing')
  }
}
