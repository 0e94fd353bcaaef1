// A route of the page at `/` that answers with JSON: who reads it, and what its query asks for.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { quotedOrLength } from '../../http/body/quoted.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import { authenticate, type AuthenticationOptions } from '../../http/steps/authenticate.js'
import { callerOf } from '../../http/steps/caller.js'
import { pageHeaders } from '../page-files.js'

/** Items on one page of a list. */
export const pageLength = 20

/** Longer than any name, id or path. */
const longestSearch = 255

const headers = { ...pageHeaders, 'cache-control': 'no-store' } as const

export interface PageQuery {
  /** Empty when absent. */
  readonly text: (name: string) => string
  /** What a list is searched for; empty for all of it. */
  readonly search: () => string
  /** Undefined when absent or empty. Refuses RequestInvalid. */
  readonly oneOf: <Value extends string>(name: string, values: readonly Value[]) => Value | undefined
}

export type PageRead = (caller: Caller, query: PageQuery) => object | Promise<object>

/**
 * Adds `/page/NAME.json` for the holder of the certificate on the socket. Every reply names its credential, so that a
 * page that was opened with another one can detect the change.
 */
export const pageRoutes = (app: FastifyInstance, access: AuthenticationOptions) => (name: string, read: PageRead) => {
  app.get(`/page/${name}.json`, { onRequest: authenticate(access) }, async (request, reply) => {
    const caller = callerOf(request)
    const shown = await read(caller, queryOf(request))
    return await reply.headers(headers).send({ credentialId: caller.credentialId, ...shown })
  })
}

function queryOf ({ query }: FastifyRequest): PageQuery {
  const text = (name: string) => {
    const value = (query as Readonly<Record<string, unknown>>)[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    text,
    search: () => text('search').trim().slice(0, longestSearch),
    oneOf: (name, values) => {
      const given = text(name)
      const known = values.find((value) => value === given)
      if (known === undefined && given !== '') throw refusal(httpErrors.RequestInvalid, [`query ${name}: got ${quotedOrLength(given)}; accepted: ${values.join(', ')}`])
      return known
    }
  }
}
