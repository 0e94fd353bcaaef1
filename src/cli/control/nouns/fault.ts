// Fault rules: what goes wrong on purpose.

import { faultMethods, resetMoments } from '../../../domain/faults/fault-rule.js'
import { latencyAccepts, readLatency } from '../../../domain/faults/latency.js'
import { maxSeed } from '../../../domain/faults/random-sequence.js'
import { readUuid } from '../../../domain/uuid.js'
import type { Option } from '../../../config/options.js'
import { switchOption } from '../../access-options.js'
import { domainOption, uuidWord } from '../admin-options.js'
import { bodyOf, type VerbInput } from '../verbs.js'
import { common, type Noun } from './noun.js'

const textOption = (
  name: string, placeholder: string, summary: string, { accepts, otherwise = 'any', read }: {
    readonly accepts: string
    readonly otherwise?: string
    readonly read: (text: string) => string | undefined
  }
) => ({
  name, placeholder, many: false, json: 'string', summary, accepts, default: otherwise, flagOnly: true, read
} as const satisfies Option<unknown>)

const oneOf = <Value extends string>(values: readonly Value[]) => ({
  accepts: values.join(', '),
  read: (text: string) => values.find((value) => value.toLowerCase() === text.toLowerCase())
})

const pattern = {
  accepts: '1 to 100 characters; * stands for any',
  read: (text: string) => /^.{1,100}$/.test(text) ? text : undefined
}

const countOption = (name: string, summary: string, otherwise = 'none') =>
  numberOption(name, summary, { from: 1, to: 1_000_000, otherwise })

function numberOption (name: string, summary: string, { from, to, otherwise = 'none' }: {
  readonly from: number, readonly to: number, readonly otherwise?: string
}) {
  return {
    name,
    placeholder: 'N',
    many: false,
    json: 'number',
    summary,
    accepts: `a whole number from ${from} to ${to}`,
    default: otherwise,
    flagOnly: true,
    read: (text: string) => /^\d{1,10}$/.test(text) && Number(text) >= from && Number(text) <= to
      ? Number(text)
      : undefined
  } as const satisfies Option<unknown>
}

// What a request must be
const operation = textOption('operation', 'PATTERN', 'Operation of the contract, such as Encrypt or *ServiceKey*', pattern)
const resource = textOption('resource', 'PATTERN', 'Resource that the request acts on: a URN, or a kind and an id', {
  accepts: 'a URN such as urn:v1:eu:resource:okms:*, or a kind and an id such as secret/app/*; * stands for any characters',
  read: (text) => /^(?:urn:v1:[\w*]+:resource:[!-~]+|[\w*]+\/.+|\*)$/.test(text) && text.length <= 500 ? text : undefined
})
const credential = textOption('credential', 'UUID', 'Credential or token of the caller', {
  accepts: 'the UUID of a credential or of a token', read: readUuid
})
const ofDomain = {
  ...domainOption, many: false, summary: 'okms domain; the rule ends with it', default: 'any'
} as const
const method = textOption('method', 'METHOD', 'Method of the request', oneOf(faultMethods))
const path = textOption('path', 'PATTERN', 'Path of the request', {
  accepts: 'a path such as /api/*/v1/random; * stands for any characters',
  read: (text) => /^[/*][!-~]{0,499}$/.test(text) ? text : undefined
})

// When it takes effect
const next = countOption('next', 'The next N requests that match', 'every request')
const every = countOption('every', 'The last of every N')
const from = countOption('from', 'From number N on')
const to = countOption('to', 'Up to number N')
const probability = {
  name: 'probability',
  placeholder: 'P',
  many: false,
  json: 'number',
  summary: 'Each with this probability',
  accepts: 'a number from 0 to 1',
  default: 'none',
  flagOnly: true,
  read: (text: string) => /^(?:0|1|0?\.\d{1,9}|1\.0+)$/.test(text) ? Number(text) : undefined
} as const satisfies Option<unknown>
const seed = numberOption('random-seed', 'Seed of the probability', { from: 0, to: maxSeed, otherwise: '0' })

// What happens
const latency = textOption('latency', 'TIME', 'How long the request waits first', {
  accepts: latencyAccepts, otherwise: 'none', read: (text) => readLatency(text) === undefined ? undefined : text
})
const error = textOption('error', 'NAME', 'Answer with this error of docs/errors.md', {
  accepts: 'the name of an error, such as KeyNotFound',
  otherwise: 'none',
  read: (text) => /^\w{1,100}$/.test(text) ? text : undefined
})
const status = {
  ...numberOption('status', 'Answer with this status, as a busy server does', { from: 429, to: 503 }),
  placeholder: 'STATUS',
  accepts: '429 or 503',
  read: (text: string) => text === '429' || text === '503' ? Number(text) : undefined
} as const
const retryAfter = {
  ...numberOption('retry-after', 'Retry-After of such an answer', { from: 0, to: 86_400, otherwise: '1' }),
  placeholder: 'SECONDS'
} as const
const reset = textOption('reset', 'WHEN', 'Reset the connection before the operation, or during its answer', {
  ...oneOf(resetMoments), otherwise: 'none'
})
const truncate = switchOption('truncate', 'Send half of the answer, and close the connection')
const tls = switchOption('tls', 'Reject the TLS handshake')

const add = [
  operation, resource, credential, ofDomain, method, path, next, every, from, to, probability, seed, latency, error,
  status, retryAfter, reset, truncate, tls
] as const

function bodyFor ({ own }: VerbInput): object {
  return {
    match: bodyOf({
      operationId: own.one(operation),
      resource: own.one(resource),
      credentialId: own.one(credential),
      okmsId: own.one(ofDomain),
      method: own.one(method),
      path: own.one(path)
    }),
    trigger: bodyOf({
      next: own.one(next),
      every: own.one(every),
      from: own.one(from),
      to: own.one(to),
      probability: own.one(probability),
      seed: own.one(seed)
    }),
    effect: bodyOf({
      latency: own.one(latency),
      error: own.one(error),
      status: own.one(status),
      retryAfter: own.one(retryAfter),
      reset: own.one(reset),
      truncate: own.one(truncate),
      tls: own.one(tls)
    })
  }
}

const queryFor = ({ own }: VerbInput) => bodyOf({ okmsId: own.one(ofDomain) }) as Readonly<Record<string, string>>

const [, show, remove] = common(
  { list: 'ListFaults', show: 'ShowFault', remove: 'RemoveFault', id: 'faultId' }, uuidWord, []
)

export const fault: Noun = {
  name: 'fault',
  summary: 'Add, list, show or remove rules by which requests to a running server fail',
  needsServer: true,
  fields: {
    faultId: 'UUID',
    operationId: '--operation',
    resource: '--resource',
    credentialId: '--credential',
    okmsId: '--domain',
    method: '--method',
    path: '--path',
    to: '--to',
    seed: '--random-seed',
    latency: '--latency',
    error: '--error',
    retryAfter: '--retry-after',
    truncate: '--truncate'
  },
  verbs: [
    { name: 'add', options: add, call: (input) => ({ operationId: 'AddFault', body: bodyFor(input) }) },
    {
      name: 'list',
      options: [ofDomain],
      columns: ['id', 'match', 'trigger', 'effect', 'seen', 'hits'],
      call: (input) => ({ operationId: 'ListFaults', query: queryFor(input) })
    },
    ...[show, remove].flatMap((verb) => verb ?? []),
    {
      name: 'clear',
      options: [ofDomain],
      done: 'removed',
      call: (input) => ({ operationId: 'RemoveFaults', query: queryFor(input) })
    }
  ]
}
