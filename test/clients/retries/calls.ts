// What each client does here: calls, each in a domain of its own, whose rule makes that call fail. The calls of a
// client run at the same time, so that their waits overlap.

import type { Emulator, EmulatorDomain, FaultRequest } from '../../../src/index.js'

/** The columns of the tables. */
const faults = {
  429: { status: 429, retryAfter: 0 },
  503: { status: 503, retryAfter: 0 },
  500: { error: 'Internal' },
  Reset: { reset: 'before' },
  Truncated: { truncate: true }
} as const satisfies Readonly<Record<string, FaultRequest['effect']>>

type FaultName = keyof typeof faults
export const faultNames = Object.keys(faults) as FaultName[]

/** Operations of KV version 2, which every client here has. */
const operations = { read: 'GetSecretRequest', write: 'PostSecretRequest' } as const

type Action = keyof typeof operations
export const actions = Object.keys(operations) as Action[]

interface Plan {
  readonly action: Action
  readonly effect: FaultRequest['effect']
  readonly trigger?: NonNullable<FaultRequest['trigger']>
  /** The number of retries that the client is configured with; undefined leaves its default. */
  readonly retries?: number
}

/** Longer than any client waits by itself, and than these tests run. */
const anHour = 3600

/** Every call, by its name. */
const plans: Readonly<Record<string, Plan>> = Object.fromEntries([
  ...faultNames.flatMap((fault) => actions.flatMap((action): Array<[string, Plan]> => [
    [`${fault} ${action}`, { action, effect: faults[fault] }],
    [`${fault} once ${action}`, { action, effect: faults[fault], trigger: { next: 1 } }]
  ])),
  ...([429, 503] as const).map((status): [string, Plan] =>
    [`${status} for an hour`, { action: 'read', effect: { status, retryAfter: anHour } }]),
  ['one retry', { action: 'read', effect: faults[503], retries: 1 }]
])

/** Calls of a client that honours Retry-After: they do not end. */
export const endless: ReadonlySet<string> = new Set(['429 for an hour', '503 for an hour'])

/** What a program of a client gets, as JSON in the variable RETRY_CALLS. */
export interface Call {
  readonly name: string
  readonly okmsId: string
  readonly token: string
  readonly action: Action
  readonly path: string
  readonly retries: number | null
}

export interface PreparedCalls {
  readonly calls: readonly Call[]
  /** How often each call has been requested so far. */
  readonly counts: () => Promise<ReadonlyMap<string, number>>
  readonly remove: () => Promise<void>
}

export async function prepareCalls (kms: Emulator): Promise<PreparedCalls> {
  const path = 'retries/secret'
  const post = async (domain: EmulatorDomain, kind: string, body: object) => {
    const { ok, status } = await domain.fetch(`/api/${domain.okmsId}/v1/secret/${kind}/${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body)
    })
    if (!ok) throw new Error(`the secret was not stored: status ${status}`)
  }
  const prepared = await Promise.all(Object.entries(plans).map(async ([name, { action, retries = null, ...rule }]) => {
    const domain = await kms.createDomain({ token: true })
    await post(domain, 'data', { data: { a: 'b' } })
    // Otherwise External Secrets refuses to change it.
    await post(domain, 'metadata', { custom_metadata: { 'managed-by': 'external-secrets' } })
    const fault = await domain.faults.add({ match: { operationId: operations[action] }, ...rule })
    return { domain, fault, call: { name, okmsId: domain.okmsId, token: domain.token ?? '', action, path, retries } }
  }))
  return {
    calls: prepared.map(({ call }) => call),
    counts: async () => new Map(await Promise.all(prepared.map(async ({ call, fault }) =>
      [call.name, (await fault.show()).seen] as const))),
    remove: async () => { await Promise.all(prepared.map(({ domain }) => domain.remove())) }
  }
}
