// Kinds of logs, subscriptions of streams to them, and URLs. They are records: the log of this server is its output and
// its journal.

import type { Clocks } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { logErrors } from '../../domain/errors/logs.js'
import { redactedPath } from '../../domain/text/redacted-path.js'
import { logKindNames, logKinds, type LogKind } from '../../domain/logs/log-kind.js'
import { maxLogSubscriptions, type LogSubscription } from '../../domain/logs/log-subscription.js'
import type { LogSubscriptionStore } from '../../domain/ports.js'

export interface LogUrl {
  readonly url: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** Each refuses LogKindNotFound for a name that is no kind. The domain exists. */
export interface Logs {
  kinds (): readonly LogKind[]
  kind (name: string): LogKind
  /** Refuses TooManyLogSubscriptions. */
  subscribe (okmsId: string, kind: string, streamId: string): LogSubscription
  /** Oldest first. @param kind All by default. */
  list (okmsId: string, kind?: string): readonly LogSubscription[]
  /** Refuses LogSubscriptionNotFound, as `remove`. */
  get (okmsId: string, subscriptionId: string): LogSubscription
  remove (okmsId: string, subscriptionId: string): void
  url (okmsId: string, kind: string): LogUrl
}

const hour = 3600 * 1000

export function createLogs ({ store, clocks, newId }: {
  readonly store: LogSubscriptionStore
  readonly clocks: Clocks
  /** Makes a new lower case UUID. */
  readonly newId: (okmsId: string) => string
}): Logs {
  function kind (name: string): LogKind {
    const found = logKinds.find((one) => one.name === name)
    if (found === undefined) throw refusal(logErrors.LogKindNotFound, redactedPath(name), logKindNames)
    return found
  }

  function get (okmsId: string, subscriptionId: string): LogSubscription {
    const found = store.find(okmsId, subscriptionId.toLowerCase())
    if (found === undefined) throw refusal(logErrors.LogSubscriptionNotFound, subscriptionId)
    return found
  }

  return {
    kinds: () => logKinds,
    kind,

    subscribe (okmsId, name, streamId) {
      kind(name)
      if (store.list(okmsId).length >= maxLogSubscriptions) {
        throw refusal(logErrors.TooManyLogSubscriptions, maxLogSubscriptions)
      }
      const subscription = {
        okmsId,
        subscriptionId: newId(okmsId),
        kind: name,
        streamId: streamId.toLowerCase(),
        createdAt: clocks.of(okmsId)()
      }
      store.insert(subscription)
      return subscription
    },

    list (okmsId, name) {
      if (name !== undefined) kind(name)
      return store.list(okmsId).filter((one) => name === undefined || one.kind === name)
    },

    get,

    remove (okmsId, subscriptionId) {
      store.remove(okmsId, get(okmsId, subscriptionId).subscriptionId)
    },

    url (okmsId, name) {
      // RFC 2606: no host ever has such a name.
      const url = `https://okms-emulator-sends-no-logs.invalid/${okmsId}/${kind(name).name}`
      return { url, expiresAt: clocks.of(okmsId)() + hour }
    }
  }
}
