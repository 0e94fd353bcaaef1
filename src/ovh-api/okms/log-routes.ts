// Routes of logs in API v2: kinds, subscriptions and URLs, which are records that lead nowhere.

import type { RouteOptions } from 'fastify'
import { rfc3339 } from '../../domain/clock.js'
import type { LogKind } from '../../domain/logs/log-kind.js'
import type { LogSubscription } from '../../domain/logs/log-subscription.js'
import type { components } from '../../http/contract/generated/ovh-api-v2.js'
import type { Cursors } from '../../http/paging/page-headers.js'
import { pageOf } from '../../http/paging/page-of.js'
import type { Logs } from '../../services/logs/logs.js'
import { domainOperation } from '../operation.js'

type Schemas = components['schemas']

export interface LogServices {
  readonly logs: Logs
  readonly cursors: Cursors
}

/** What receives the logs of a subscription: nothing. */
const serviceName = 'okms-emulator-sends-no-logs'

export function logRoutes ({ logs, cursors }: LogServices): readonly RouteOptions[] {
  return [
    domainOperation('ListLogKinds', ({ headers }) => {
      const list = 'kinds of logs of API v2'
      const page = pageOf(logs.kinds(), ({ name }) => name, cursors.wanted(list, headers))
      return { headers: cursors.next(list, page), body: page.items.map(encodeKind) }
    }),

    domainOperation('GetLogKind', ({ params: { name } }) => ({ body: encodeKind(logs.kind(name)) })),

    domainOperation('ListLogSubscriptions', ({ caller: { okmsId }, query: { kind }, headers }) => {
      const list = `log subscriptions of API v2/${okmsId}/${kind ?? ''}`
      const all = logs.list(okmsId, kind)
      const page = pageOf(all, ({ subscriptionId }) => subscriptionId, cursors.wanted(list, headers))
      return { headers: cursors.next(list, page), body: page.items.map(encodeSubscription) }
    }),

    domainOperation('CreateLogSubscription', ({ caller: { okmsId }, body: { kind, streamId } }) => ({
      body: encodeDone(logs.subscribe(okmsId, kind, streamId))
    })),

    domainOperation('GetLogSubscription', ({ caller: { okmsId }, params: { subscriptionId } }) => ({
      body: encodeSubscription(logs.get(okmsId, subscriptionId))
    })),

    domainOperation('DeleteLogSubscription', ({ caller: { okmsId }, params: { subscriptionId } }) => {
      const subscription = logs.get(okmsId, subscriptionId)
      logs.remove(okmsId, subscriptionId)
      return { body: encodeDone(subscription) }
    }),

    domainOperation('CreateLogUrl', ({ caller: { okmsId }, body: { kind } }) => {
      const { url, expiresAt } = logs.url(okmsId, kind)
      return { body: { url, expirationDate: rfc3339(expiresAt) } }
    })
  ]
}

/** They are part of this program: the time is that of its first version that has them. */
const kindsSince = '2026-11-26T00:00:00Z'

const encodeKind = ({ kindId, name, displayName }: LogKind): Schemas['dbaas.logs.LogKind'] =>
  ({ kindId, name, displayName, additionalReturnedFields: [], createdAt: kindsSince, updatedAt: kindsSince })

const encodeSubscription = (
  { okmsId, subscriptionId, kind, streamId, createdAt }: LogSubscription
): Schemas['dbaas.logs.LogSubscription'] => ({
  subscriptionId,
  kind,
  streamId,
  resource: { name: okmsId, type: 'okms' },
  serviceName,
  createdAt: rfc3339(createdAt),
  updatedAt: rfc3339(createdAt)
})

/** The operation is done at once, and is not there afterwards. */
const encodeDone = ({ subscriptionId }: LogSubscription): Schemas['dbaas.logs.LogSubscriptionResponse'] =>
  ({ operationId: subscriptionId, serviceName })
