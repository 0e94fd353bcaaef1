// THE table of routes outside the contract, all for Vault clients (clients.md 7; docs/fidelity.md). Clients send the
// operations of KV v2 with another method, and ask some things of Vault itself.

import type { FastifyRequest, HTTPMethods, RouteOptions } from 'fastify'
import type { Clocks } from '../../domain/clock.js'
import type { Caller } from '../../domain/access/identity.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { quotedOrLength } from '../../domain/text/quoted-text.js'
import { sendJson } from '../../http/reply/send-json.js'
import { callerOf } from '../../http/steps/caller.js'
import type { OwnCredentialOf } from '../../services/access/own-credential.js'
import { kvErrorFormat } from './kv-spelling.js'
import { vaultErrors } from './vault-errors.js'
import { health, initStatus, isInMount, leader, mount, sealStatus, tokenLookup } from './vault-answers.js'

interface Repeat {
  readonly method: HTTPMethods
  /** The operation of the contract that the method means. */
  readonly operationId: string
}

/** Vault takes POST and PUT for the same. */
export const repeats: readonly Repeat[] = [
  { method: 'PUT', operationId: 'PostSecretConfig' },
  { method: 'PUT', operationId: 'PostSecretRequest' },
  { method: 'PUT', operationId: 'DeleteSecretVersions' },
  { method: 'PUT', operationId: 'PostSecretUndelete' },
  { method: 'PUT', operationId: 'PostSecretMetadata' },
  { method: 'POST', operationId: 'PutSecretDestroy' }
]

export interface AnswerOptions {
  readonly ownCredential: OwnCredentialOf
  readonly clocks: Pick<Clocks, 'of'>
}

/** What an answer is made of. The domain is in lower case. */
interface Asked extends AnswerOptions {
  readonly okmsId: string
  /** What the path has in place of `*`. */
  readonly rest: string
}

interface Answer {
  readonly methods: readonly HTTPMethods[]
  /** Below `/api/{okmsId}/v1`. */
  readonly path: string
  /** The `data` of the answer. Throws what refuses the call. */
  readonly data: (asked: Asked, caller: Caller) => unknown
}

/** They need a caller, as an operation does; policies do not apply. A GET is answered to HEAD too, as everywhere. */
export const answers: readonly Answer[] = [
  { methods: ['GET'], path: '/sys/internal/ui/mounts/*', data: mountOf },
  { methods: ['GET', 'POST'], path: '/auth/token/lookup-self', data: lookUp },
  { methods: ['POST', 'PUT'], path: '/auth/token/renew-self', data: refuse(vaultErrors.LeaseNotRenewable) },
  { methods: ['POST', 'PUT'], path: '/auth/token/revoke-self', data: refuse(vaultErrors.SelfRevocation) }
]

function refuse (row: Parameters<typeof refusal<[]>>[0]) {
  return () => { throw refusal(row) }
}

interface OpenAnswer {
  /** Below `/api/{okmsId}/v1`. */
  readonly path: string
  /** The whole answer: Vault gives these without an envelope. */
  readonly body: (asked: Asked) => unknown
}

/** GET, and HEAD too. They need no caller, and say nothing that depends on the domain. */
export const openAnswers: readonly OpenAnswer[] = [
  { path: '/sys/health', body: ({ okmsId, clocks }) => health(okmsId, clocks.of(okmsId)()) },
  { path: '/sys/seal-status', body: ({ okmsId }) => sealStatus(okmsId) },
  { path: '/sys/init', body: () => initStatus },
  { path: '/sys/leader', body: () => leader }
]

/** A 404 would make `vault kv` and Spring take the mount for KV v1. */
function mountOf ({ rest }: Asked) {
  if (isInMount(rest)) return mount
  throw refusal(vaultErrors.MountUnknown, quotedOrLength(rest.split('/', 1)[0] ?? ''))
}

function lookUp ({ ownCredential }: Asked, caller: Caller) {
  return tokenLookup(ownCredential(caller))
}

/** @param routes Those of the contract; each operation that is repeated must be there. */
export function vaultConveniences (
  { routes, ...options }: AnswerOptions & { readonly routes: readonly RouteOptions[] }
): VaultRoutes {
  const { operations, open } = vaultAnswers(options)
  return { operations: [...repeatedOperations(routes), ...operations], open }
}

export function repeatedOperations (routes: readonly RouteOptions[]): readonly RouteOptions[] {
  return repeats.map(({ method, operationId }) => {
    const route = routes.find(({ config }) => config?.operationId === operationId)
    if (route === undefined) throw new Error(`vault-conveniences.ts: no route of operation ${operationId}`)
    return { ...route, method }
  })
}

export interface VaultRoutes {
  /** To be served as operations are. */
  readonly operations: readonly RouteOptions[]
  /** Need no caller. */
  readonly open: readonly RouteOptions[]
}

const prefix = '/api/:okmsId/v1'

/** As in the contract, where every path has this parameter. */
const params = { type: 'object', properties: { okmsId: { type: 'string', format: 'uuid' } }, required: ['okmsId'] }

export function vaultAnswers (options: AnswerOptions): VaultRoutes {
  const common = { schema: { params }, config: { vault: true, errorFormat: kvErrorFormat } }

  function asked ({ params }: FastifyRequest): Asked {
    const { okmsId = '', '*': rest = '' } = params as { readonly okmsId?: string, readonly '*'?: string }
    return { ...options, okmsId, rest }
  }

  return {
    operations: answers.map(({ methods, path, data }): RouteOptions => ({
      ...common,
      method: [...methods],
      url: `${prefix}${path}`,
      handler (request, reply) {
        void sendJson(reply, { request_id: request.id, data: data(asked(request), callerOf(request)) })
      }
    })),
    open: openAnswers.map(({ path, body }): RouteOptions => ({
      ...common,
      method: 'GET',
      url: `${prefix}${path}`,
      handler (request, reply) { void sendJson(reply, body(asked(request))) }
    }))
  }
}
