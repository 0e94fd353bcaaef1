// The refusal of a method or path that no route has. It names the call that was probably meant, where there is one.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { httpErrors } from './http-errors.js'
import { refusal, type DomainError } from '../../domain/errors/domain-error.js'
import { unsupportedApi } from './unsupported-apis.js'
import { segmentsOf, type KnownPaths, type LikelyPath } from './known-paths.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import { sentMethod } from '../server/list-method.js'

/** Sets `Allow` where the path exists: the contract has no 405, so the status is 404 (docs/fidelity.md). */
export type UnknownRoute = (request: FastifyRequest, reply: FastifyReply) => DomainError

export interface UnknownRouteOptions {
  readonly paths: Pick<KnownPaths, 'methodsOf' | 'nearest'>
  /** The domains of an authenticated caller; none for others. */
  readonly ownDomains: (request: FastifyRequest) => readonly string[]
}

export function createUnknownRoute ({ paths, ownDomains }: UnknownRouteOptions): UnknownRoute {
  return (request, reply) => {
    const method = sentMethod(request.raw)
    const path = redactedPath(request.url)
    const segments = segmentsOf(path)
    const tidy = `/${segments.join('/')}`
    const allowed = paths.methodsOf(path === '/' ? [] : path.split('/').slice(1))
    const isRefusedMethod = allowed !== undefined && !allowed.includes(method)
    if (isRefusedMethod) reply.header('allow', allowed.join(', '))
    return refusal(httpErrors.RouteNotFound, method, path, `; ${hint()}`)

    function hint (): string {
      const tidied = allowed === undefined && path !== tidy ? paths.methodsOf(segments) : undefined
      if (tidied !== undefined) return `write the path without ${slashFault(path)}: ${call(tidied, method, tidy)}`
      // The base URL of the client lacks the domain.
      const inDomain = ['api', '{okmsId}', ...segments]
      const methods = allowed === undefined ? paths.methodsOf(inDomain) : undefined
      if (methods !== undefined) return suggestion({ segments: inDomain, methods })
      const absent = isRefusedMethod ? undefined : unsupportedApi(tidy)
      if (absent !== undefined) return absent
      const near = paths.nearest(method, segments)
      const isNear = near !== undefined && pathOf(near) !== tidy
      // `POST .../servicekey/encrypt` lacks an id, though GET .../servicekey/{keyId} has as many segments.
      if (isRefusedMethod && !(isNear && near.methods.includes(method))) return `this path accepts ${allowed.join(', ')}`
      if (!isNear) return 'the operations are listed at /swagger/'
      return suggestion(near)
    }

    function suggestion (near: LikelyPath): string {
      const meant = pathOf(near)
      if (!meant.includes('{okmsId}')) return `did you mean ${call(near.methods, method, meant)}?`
      const [own] = ownDomains(request)
      return `did you mean ${call(near.methods, method, meant.replace('{okmsId}', own ?? '{okmsId}'))}? ${own === undefined ? 'The okmsId is in okms.yaml and in the ready line of the server' : `The okmsId of your credential is ${own}`}`
    }
  }
}

const pathOf = ({ segments }: LikelyPath) => `/${segments.join('/')}`

const slashFault = (path: string) => path.includes('//') ? 'the empty segment (two slashes)' : 'the slash at the end'

/** With the client's method if the path supports it. */
const call = (methods: readonly string[], method: string, path: string) =>
  `${methods.includes(method) ? method : methods.filter((one) => one !== 'HEAD').join(' or ')} ${path}`
