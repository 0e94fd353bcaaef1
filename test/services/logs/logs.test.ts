import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { logErrors } from '../../../src/domain/errors/logs.js'
import { maxLogSubscriptions } from '../../../src/domain/logs/log-subscription.js'
import { createLogs } from '../../../src/services/logs/logs.js'
import { okmsId, otherOkmsId } from '../../store/builders.js'
import { newStore } from '../../store/temporary.js'

const streamId = '9d1c7c2a-3b63-4f0e-8f0a-3a9f9e1d2c3b'

function logging () {
  const store = newStore()
  const logs = createLogs({ store: store.logSubscriptions, clocks: oneClock(() => 5000), newId: () => randomUUID() })
  return { store, logs }
}

it('kinds say that they lead nowhere', () => {
  const { logs } = logging()
  for (const { name, displayName } of logs.kinds()) {
    expect(displayName).toContain('sends no logs')
    expect(logs.kind(name)).toMatchObject({ name })
  }
  expect(() => logs.kind('syslog')).toThrow(expect.objectContaining({
    kind: logErrors.LogKindNotFound, message: 'logKind: no kind of log syslog; there are audit_rest and audit_kmip'
  }))
})

it('subscriptions are made, listed by kind, shown and removed in their domain', () => {
  const { logs } = logging()
  const rest = logs.subscribe(okmsId, 'audit_rest', streamId.toUpperCase())
  const kmip = logs.subscribe(okmsId, 'audit_kmip', streamId)
  expect(rest).toMatchObject({ okmsId, kind: 'audit_rest', streamId, createdAt: 5000 })
  expect(logs.list(okmsId)).toEqual([rest, kmip])
  expect(logs.list(okmsId, 'audit_kmip')).toEqual([kmip])
  expect(logs.list(otherOkmsId)).toEqual([])
  expect(logs.get(okmsId, rest.subscriptionId.toUpperCase())).toEqual(rest)
  const notThere: object = expect.objectContaining({ kind: logErrors.LogSubscriptionNotFound })
  expect(() => { logs.remove(otherOkmsId, rest.subscriptionId) }).toThrow(notThere)
  logs.remove(okmsId, rest.subscriptionId)
  expect(() => logs.get(okmsId, rest.subscriptionId)).toThrow(notThere)
  expect(() => logs.subscribe(okmsId, 'none', streamId)).toThrow(expect.objectContaining({
    kind: logErrors.LogKindNotFound
  }))
})

it('subscriptions have a limit', () => {
  const { logs } = logging()
  for (let count = 0; count < maxLogSubscriptions; count++) logs.subscribe(okmsId, 'audit_rest', streamId)
  expect(() => logs.subscribe(okmsId, 'audit_rest', streamId))
    .toThrow(expect.objectContaining({ kind: logErrors.TooManyLogSubscriptions }))
})

it('a URL leads nowhere, by its name, and for an hour', () => {
  const { logs } = logging()
  const { url, expiresAt } = logs.url(okmsId, 'audit_rest')
  expect(new URL(url).hostname).toMatch(/no-logs\.invalid$/)
  expect(expiresAt).toBe(5000 + 3600 * 1000)
})

it('subscriptions end with the domain, with a reset and with a restore, and are in a snapshot', () => {
  const { store, logs } = logging()
  const kept = logs.subscribe(okmsId, 'audit_rest', streamId)
  const other = logs.subscribe(otherOkmsId, 'audit_rest', streamId)
  const taken = store.snapshots.take({ snapshotId: randomUUID(), okmsId, name: '', createdAt: 1 })
  logs.subscribe(okmsId, 'audit_kmip', streamId)
  store.snapshots.restore(taken.snapshotId, [])
  expect(logs.list(okmsId)).toEqual([kept])
  const forked = randomUUID()
  store.snapshots.fork(taken.snapshotId, { okmsId: forked, name: 'fork', createdAt: 1 })
  expect(logs.list(forked)).toEqual([{ ...kept, okmsId: forked }])
  store.resets.domain(okmsId)
  expect(logs.list(okmsId)).toEqual([])
  expect(logs.list(otherOkmsId)).toEqual([other])
  store.domains.remove(otherOkmsId, 9)
  expect(logs.list(otherOkmsId)).toEqual([])
})
