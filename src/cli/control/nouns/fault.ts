// Fault rules: what goes wrong on purpose.

import { faultMethods, resetMoments } from '../../../domain/faults/fault-rule.js'
import { latencyAccepts, readLatency } from '../../../domain/faults/latency.js'
import { maxSeed } from '../../../domain/faults/random-sequence.js'
import type { Option } from '../../../config/options.js'
import { switchOption } from '../../access-options.js'
import { choiceOption, numberOption, textOption, uuidWord } from '../admin-options.js'
import { callerOption, operationOption, requestDomainOption, requestResourceOption } from '../request-options.js'
import { bodyOf, type VerbInput } from '../verbs.js'
import { common, type Noun } from './noun.js'

const countOption = (name: string, summary: string, otherwise = 'none') =>
  numberOption(name, summary, { from: 1, to: 1_000_000, otherwise })

// What a request must be
const method = choiceOption('method', 'METHOD', 'Method of the request', faultMethods, 'any')
const path = textOption('path', 'PATTERN', 'Path of the request', {
  accepts: 'a path such as /api/*/v1/random; * stands for any characters',
  otherwise: 'any',
  isRight: (text) => /^[/*][!-~]{0,499}$/.test(text)
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
  accepts: latencyAccepts, isRight: (text) => readLatency(text) !== undefined
})
const error = textOption('error', 'NAME', 'Answer with this error of docs/errors.md', {
  accepts: 'the name of an error, such as KeyNotFound',
  isRight: (text) => /^\w{1,100}$/.test(text)
})
const status = {
  ...numberOption('status', 'Answer with this status, as a busy server does', {
    placeholder: 'STATUS', from: 429, to: 503
  }),
  accepts: '429 or 503',
  read: (text: string) => text === '429' || text === '503' ? Number(text) : undefined
} as const
const retryAfter = numberOption('retry-after', 'Retry-After of such an answer', {
  placeholder: 'SECONDS', from: 0, to: 86_400, otherwise: '1'
})
const reset = choiceOption(
  'reset', 'WHEN', 'Reset the connection before the operation, or during its answer', resetMoments, 'none'
)
const truncate = switchOption('truncate', 'Send half of the answer, and close the connection')
const tls = switchOption('tls', 'Reject the TLS handshake')

const add = [
  operationOption, requestResourceOption, callerOption, requestDomainOption, method, path, next, every, from, to,
  probability, seed, latency, error, status, retryAfter, reset, truncate, tls
] as const

function bodyFor ({ own }: VerbInput): object {
  return {
    match: bodyOf({
      operationId: own.one(operationOption),
      resource: own.one(requestResourceOption),
      credentialId: own.one(callerOption),
      okmsId: own.one(requestDomainOption),
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

const queryFor = ({ own }: VerbInput) =>
  bodyOf({ okmsId: own.one(requestDomainOption) }) as Readonly<Record<string, string>>

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
      options: [requestDomainOption],
      columns: ['id', 'match', 'trigger', 'effect', 'seen', 'hits'],
      call: (input) => ({ operationId: 'ListFaults', query: queryFor(input) })
    },
    ...[show, remove].flatMap((verb) => verb ?? []),
    {
      name: 'clear',
      options: [requestDomainOption],
      done: 'removed',
      call: (input) => ({ operationId: 'RemoveFaults', query: queryFor(input) })
    }
  ]
}
