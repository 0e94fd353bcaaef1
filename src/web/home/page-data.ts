// What the page at `/` shows, as JSON: keys, one key, operations. The caller is the holder of
// the certificate on the socket.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { keyTypes } from '../../domain/keys/algorithms.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { Caller } from '../../domain/access/identity.js'
import type { KeyHistory } from '../../domain/keys/key-history.js'
import { keyStates } from '../../domain/keys/key-state.js'
import { keySpecName } from '../../domain/keys/service-key.js'
import { resourceKindNames, resourceOf, type Resource, type ResourceKind } from '../../domain/resource.js'
import type { Authorisation } from '../../services/access/authorisation.js'
import { createJournalView, type Journal, type SeenOperation } from '../../services/journal.js'
import type { KeyOverview, Visibility } from '../../services/keys/key-overview.js'
import { authenticate, type AuthenticationOptions } from '../../http/steps/authenticate.js'
import { pageHeaders } from '../page-files.js'
import { quotedOrLength } from '../../http/body/quoted.js'

export interface PageDataOptions extends AuthenticationOptions {
  readonly journal: Journal
  readonly keys: KeyOverview
  readonly names: ResourceNames
  readonly authorisation: Authorisation
}

/** The current names of the kinds of resource that have one. */
export type ResourceNames = Partial<Readonly<Record<ResourceKind, (okmsId: string, id: string) => string | undefined>>>

/** Keys on one page of the list. */
const pageLength = 20

/** Operations that the page keeps; older ones are counted only. */
export const shownOperations = 50

/** Longer than any name or id. */
const longestSearch = 100

const headers = { ...pageHeaders, 'cache-control': 'no-store' } as const

export function servePageData (app: FastifyInstance, options: PageDataOptions): void {
  const { journal, keys, names, authorisation, ...access } = options
  /** Every reply names its credential, so that a page that was opened with another one can detect the change. */
  type Read = (caller: Caller, query: PageQuery, maySee: Visibility) => object | Promise<object>
  const route = (name: string, read: Read) => {
    app.get(`/page/${name}.json`, { onRequest: authenticate(access) }, async (request, reply) => {
      const caller = callerOf(request)
      const shown = await read(caller, queryOf(request), visibleKeys(caller, authorisation))
      return await reply.headers(headers).send({ credentialId: caller.credentialId, ...shown })
    })
  }

  route('keys', async ({ okmsId }, { text, oneOf }, maySee) => {
    const filter = {
      search: text('search').trim().slice(0, longestSearch),
      state: oneOf('state', keyStates),
      type: oneOf('type', keyTypes)
    }
    const { histories, next } = await keys.page(okmsId, filter, text('after') || undefined, pageLength, maySee)
    return { keys: histories.map(encodeHistory), next, counts: keys.counts(okmsId, maySee) ?? null }
  })

  route('key', ({ okmsId }, { text }, maySee) => {
    const keyId = text('id').toLowerCase()
    const history = maySee === undefined || maySee(keyId) ? keys.history(okmsId, keyId) : undefined
    return { key: history === undefined ? null : encodeHistory(history) }
  })

  route('operations', (caller, { text, oneOf }, maySee) => {
    const kind = oneOf('kind', resourceKindNames)
    const id = text('id')
    const wanted = kind === undefined ? undefined : resourceOf(kind, id)
    const seen = journal.recent(caller.okmsId).map(createJournalView(caller, authorisation))
      .filter((one) => one !== undefined)
      .filter(({ resource }) => wanted === undefined || isSame(resource, wanted))
    return {
      operations: seen.slice(-shownOperations).map((one) => encodeOperation(one, namesFor(caller, names, maySee))),
      passedOver: Math.max(0, seen.length - shownOperations)
    }
  })
}

const isSame = (one: Resource, other: Resource) => one.kind === other.kind && one.id === other.id

const readKeys = 'okms:apikms:serviceKey/get'

/** The keys that the caller may see. The mode `report` hides nothing: pages are not operations to report on. */
export function visibleKeys (caller: Caller, authorisation: Authorisation): Visibility {
  if (authorisation.isUnrestricted(caller)) return undefined
  const maySee = (resource: Resource) => authorisation.allows(caller, readKeys, resource)
  if (maySee({ kind: 'domain', id: caller.okmsId })) return undefined
  return (id) => maySee({ kind: 'serviceKey', id })
}

export function encodeHistory ({ key, changes }: KeyHistory) {
  return {
    id: key.keyId,
    name: key.name,
    type: key.type,
    spec: keySpecName(key),
    class: key.class,
    operations: key.operations,
    state: key.state,
    createdAt: key.createdAt,
    changes
  }
}

/** The current name of a resource; null if it has none, or if the caller may not see it. */
export type NameOf = (resource: Resource) => string | null

/** All names are of keys, or of keys in a role. */
export const namesFor = ({ okmsId }: Caller, names: ResourceNames, maySee: Visibility): NameOf => ({ kind, id }) =>
  maySee === undefined || maySee(id) ? names[kind]?.(okmsId, id) ?? null : null

export function encodeOperation ({ resource, ...operation }: SeenOperation, nameOf: NameOf) {
  return { ...operation, resource: { ...resource, name: nameOf(resource) } }
}

export function callerOf ({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new Error('what a page shows was reached without a caller')
  return caller
}

interface PageQuery {
  /** Empty when absent. */
  readonly text: (name: string) => string
  /** Undefined when absent or empty. Refuses RequestInvalid. */
  readonly oneOf: <Value extends string>(name: string, values: readonly Value[]) => Value | undefined
}

function queryOf ({ query }: FastifyRequest): PageQuery {
  const text = (name: string) => {
    const value = (query as Readonly<Record<string, unknown>>)[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    text,
    oneOf: (name, values) => {
      const given = text(name)
      const known = values.find((value) => value === given)
      if (known === undefined && given !== '') throw refusal(httpErrors.RequestInvalid, [`query ${name}: got ${quotedOrLength(given)}; accepted: ${values.join(', ')}`])
      return known
    }
  }
}
