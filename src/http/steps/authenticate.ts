// Identifies the caller and checks access to the domain in the path: the first step of a request for an operation.

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { FastifyRequest, onRequestHookHandler } from 'fastify'
import { httpErrors } from '../reply/http-errors.js'
import { DomainError, refusal } from '../../domain/errors/domain-error.js'
import type { Caller } from '../../domain/access/identity.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import type { Token } from '../../domain/access/token.js'
import type { Authentication } from '../../services/access/authentication.js'
import type { Callers } from '../../services/access/callers.js'
import { authorizationFault, misplacedCredential, placeholder, vaultTokenFault } from './credential-faults.js'
import { refuseCrossOrigin } from './cross-origin.js'
import type { PeerReader } from '../../net/peer-certificate.js'
import { redactedPath } from '../../domain/text/redacted-path.js'

export interface AuthenticationOptions {
  readonly peerOf: PeerReader
  readonly authentication: Authentication
  readonly callers: Callers
  readonly domains: Pick<OkmsDomainStore, 'find' | 'list'>
}

/** Sets `request.caller`. If a certificate and a token are sent, the token is used (choices.md 23). */
export function authenticate ({
  peerOf, callers
}: Pick<AuthenticationOptions, 'peerOf' | 'callers'>): onRequestHookHandler {
  return (request, _reply, done) => {
    const asked = askedDomain(request.params)
    const token = tokenIn(request.headers, request.operation.vault)
    request.caller = token === undefined
      ? byCertificate(request.raw, asked)
      : byToken(token, asked, request.url)
    done()
  }

  /** The older paths contain no domain: they use that of the certificate (choices.md 24). */
  function byCertificate (request: IncomingMessage, asked: string | undefined): Caller {
    const peer = peerOf(request.socket)
    if (peer === undefined) throw refusal(httpErrors.CredentialsMissing, misplacedCredential(request))
    refuseCrossOrigin(request.headers)
    return callers.byCertificate(peer, asked)
  }

  function byToken (token: SentToken, asked: string | undefined, url: string): Caller {
    if (asked === undefined) throw refusal(httpErrors.OlderPathNeedsCertificate, `/api/{okmsId}${redactedPath(url)}`)
    return callers.byToken(token.read(), asked)
  }
}

/** The domains of the caller of a request without an operation; none for unauthenticated callers. */
export function createCallerDomains (
  { peerOf, authentication, domains }: Pick<AuthenticationOptions, 'peerOf' | 'authentication' | 'domains'>
): (request: FastifyRequest) => readonly string[] {
  return ({ raw: { socket }, headers }) => {
    try {
      // The path may be a misspelt one of a Vault client.
      const token = tokenIn(headers, true)
      if (token !== undefined) return domainsOf(authentication.byToken(token.read()))
      const peer = peerOf(socket)
      return peer === undefined ? [] : [authentication.byCertificate(peer).okmsId]
    } catch (error) {
      if (error instanceof DomainError) return []
      throw error
    }
  }

  function domainsOf ({ okmsIds, everyDomain }: Token): readonly string[] {
    return everyDomain ? domains.list().map(({ okmsId }) => okmsId) : okmsIds
  }
}

interface SentToken {
  /** Refuses AuthorizationUnreadable or VaultTokenUnreadable. */
  read (): string
}

/** @param isVault Whether X-Vault-Token is read; it decides over Authorization (kv2/differences.md 57). */
function tokenIn (headers: IncomingHttpHeaders, isVault = false): SentToken | undefined {
  const { authorization, 'x-vault-token': vaultToken } = headers
  if (isVault && vaultToken !== undefined) return { read: () => vaultTokenOf([vaultToken].flat().join()) }
  return authorization === undefined ? undefined : { read: () => bearerOf(authorization) }
}

function vaultTokenOf (text: string): string {
  if (!/^\S+$/.test(text) || placeholder.test(text)) {
    throw refusal(httpErrors.VaultTokenUnreadable, vaultTokenFault(text))
  }
  return text
}

/** RFC 6750 section 2.1; the scheme in any case (RFC 9110 section 11.1). Refuses AuthorizationUnreadable. */
export function bearerOf (authorization: string): string {
  const text = /^bearer +(\S+) *$/i.exec(authorization)?.[1]
  if (text === undefined || placeholder.test(text)) {
    throw refusal(httpErrors.AuthorizationUnreadable, authorizationFault(authorization))
  }
  return text
}

/** The domain that a path names, in lower case. */
export function askedDomain (params: unknown): string | undefined {
  const asked = typeof params === 'object' && params !== null && 'okmsId' in params ? params.okmsId : undefined
  return typeof asked === 'string' ? asked.toLowerCase() : undefined
}
