// What the page at `/` shows, as JSON: keys, one key, operations; secrets are in page-secrets.ts.

import type { FastifyInstance } from 'fastify'
import { keyTypes } from '../../domain/keys/algorithms.js'
import type { Caller } from '../../domain/access/identity.js'
import type { KeyHistory } from '../../domain/keys/key-history.js'
import { keyStates } from '../../domain/keys/key-state.js'
import { keySpecName } from '../../domain/keys/service-key.js'
import { resourceKindNames, resourceOf, type Resource, type ResourceKind } from '../../domain/resource.js'
import type { Journal } from '../../services/control/journal/journal.js'
import { recentOperations, type SeenOperation } from '../../services/control/journal/journal-view.js'
import type { KeyOverview, Visibility } from '../../services/keys/key-overview.js'
import { pageLength, pageRoutes } from './page-route.js'
import { servePageSecrets, type PageSecretsOptions } from './page-secrets.js'
import { visible } from './visibility.js'

export interface PageDataOptions extends PageSecretsOptions {
  readonly journal: Pick<Journal, 'entries' | 'watch'>
  readonly keys: KeyOverview
  readonly names: ResourceNames
}

/** The current names of the kinds of resource that have one. */
export type ResourceNames = Partial<Readonly<Record<ResourceKind, (okmsId: string, id: string) => string | undefined>>>

/** Operations that the page keeps; older ones are counted only. */
export const shownOperations = 50

export function servePageData (app: FastifyInstance, options: PageDataOptions): void {
  const { journal, keys, names, authorisation } = options
  const route = pageRoutes(app, options)
  const visibleKeys = (caller: Caller) => visible('serviceKey', caller, authorisation)

  route('keys', async (caller, { text, search, oneOf }) => {
    const { okmsId } = caller
    const maySee = visibleKeys(caller)
    const filter = { search: search(), state: oneOf('state', keyStates), type: oneOf('type', keyTypes) }
    const { histories, next } = await keys.page(okmsId, filter, text('after') || undefined, pageLength, maySee)
    return { keys: histories.map(encodeHistory), next, counts: keys.counts(okmsId, maySee) ?? null }
  })

  route('key', (caller, { text }) => {
    const maySee = visibleKeys(caller)
    const keyId = text('id').toLowerCase()
    const history = maySee === undefined || maySee(keyId) ? keys.history(caller.okmsId, keyId) : undefined
    return { key: history === undefined ? null : encodeHistory(history) }
  })

  route('operations', (caller, { text, oneOf }) => {
    const kind = oneOf('kind', resourceKindNames)
    const id = text('id')
    const wanted = kind === undefined ? undefined : resourceOf(kind, id)
    const nameOf = namesFor(caller, names, visibleKeys(caller))
    const seen = recentOperations(journal, caller, authorisation)
      .filter(({ resource }) => wanted === undefined || isSame(resource, wanted))
    return {
      operations: seen.slice(-shownOperations).map((one) => encodeOperation(one, nameOf)),
      passedOver: Math.max(0, seen.length - shownOperations)
    }
  })

  servePageSecrets(app, options)
}

const isSame = (one: Resource, other: Resource) => one.kind === other.kind && one.id === other.id

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
