// What the page at `/` shows, as JSON: keys, one key, operations. The caller is the holder of the certificate on the socket.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { keyTypes } from '../../domain/keys/algorithms.js'
import { errors, refusal } from '../../domain/errors/errors.js'
import type { Caller } from '../../domain/access/identity.js'
import type { KeyHistory } from '../../domain/keys/key-history.js'
import { keyStates } from '../../domain/keys/key-state.js'
import { keySpecName } from '../../domain/keys/service-key.js'
import { domainUrn, serviceKeyUrn } from '../../domain/urn.js'
import type { Authorisation } from '../../services/access/authorisation.js'
import type { Journal, JournalEntry } from '../../services/journal.js'
import type { KeyOverview, Visibility } from '../../services/keys/key-overview.js'
import { authenticate, type AuthenticationOptions } from '../../http/steps/authenticate.js'
import { pageHeaders } from '../page-files.js'
import { quoted } from '../../http/body/quoted.js'

export interface PageDataOptions extends AuthenticationOptions {
  readonly journal: Journal
  readonly authorisation: Authorisation
}

/** Keys on one page of the list. */
const pageLength = 20

/** Operations that the page keeps; older ones are counted only. */
export const shownOperations = 50

/** Longer than any name or id. */
const longestSearch = 100

const headers = { ...pageHeaders, 'cache-control': 'no-store' } as const

export function servePageData (app: FastifyInstance, { journal, authorisation, ...access }: PageDataOptions): void {
  const { keys } = journal
  /** Every reply names its credential, so that a page that was opened with another one can detect the change. */
  const route = (name: string, read: (caller: Caller, query: PageQuery, maySee: Visibility) => object | Promise<object>) => {
    app.get(`/page/${name}.json`, { onRequest: authenticate(access) }, async (request, reply) => {
      const caller = callerOf(request)
      const shown = await read(caller, queryOf(request), visibilityOf(caller, authorisation))
      return await reply.headers(headers).send({ credentialId: caller.credentialId, ...shown })
    })
  }

  route('keys', async ({ okmsId }, { text, oneOf }, maySee) => {
    const filter = { search: text('search').trim().slice(0, longestSearch), state: oneOf('state', keyStates), type: oneOf('type', keyTypes) }
    const { lives, next } = await keys.page(okmsId, filter, text('after') || undefined, pageLength, maySee)
    return { keys: lives.map(encodeHistory), next, counts: keys.counts(okmsId, maySee) ?? null }
  })

  route('key', ({ okmsId }, { text }, maySee) => {
    const keyId = text('id').toLowerCase()
    const life = maySee === undefined || maySee(keyId) ? keys.life(okmsId, keyId) : undefined
    return { key: life === undefined ? null : encodeHistory(life) }
  })

  route('operations', ({ okmsId }, { text }, maySee) => {
    const wanted = text('key').toLowerCase()
    const seen = visibleOperations(journal.recent(okmsId), maySee).filter(({ keyId }) => wanted === '' || keyId === wanted)
    return { operations: seen.slice(-shownOperations).map((entry) => encodeEntry(entry, keys)), passedOver: Math.max(0, seen.length - shownOperations) }
  })
}

/** The keys of the domain that the caller may see. The mode `report` hides nothing, and pages are not operations to report on. */
export function visibilityOf (caller: Caller, authorisation: Authorisation): Visibility {
  const mayGet = (urn: string) => authorisation.allows(caller, 'okms:apikms:serviceKey/get', urn)
  if (authorisation.mode !== 'enforce' || mayGet(domainUrn(caller.okmsId))) return undefined
  return (keyId) => mayGet(serviceKeyUrn(caller.okmsId, keyId))
}

/** Without those on keys that the caller may not see. */
export function visibleOperations (entries: readonly JournalEntry[], maySee: Visibility): readonly JournalEntry[] {
  return entries.filter(({ keyId }) => maySee === undefined || keyId === undefined || maySee(keyId))
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

/** With the current name of the key; null if there is no key, or none with this id. */
export function encodeEntry ({ okmsId, ...entry }: JournalEntry, keys: KeyOverview) {
  return { ...entry, keyName: entry.keyId === undefined ? null : keys.name(okmsId, entry.keyId) ?? null }
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
      if (known === undefined && given !== '') throw refusal(errors.RequestInvalid, [`query ${name}: got ${quoted(given.slice(0, 50))}; accepted: ${values.join(', ')}`])
      return known
    }
  }
}
