// A call of the admin API by the name of its operation: as a request for a running server, or of its handler in this
// process.

import { types } from 'node:util'
import type { ContractOperation } from '../http/contract/contract.js'
import { createValidatorCompiler } from '../http/validation/validation.js'
import type { operations } from '../http/contract/generated/emulator.js'
import type { Body, Query, ReplyBody, OperationRequest } from '../http/contract/operation-types.js'
import { adminContract, type AdminOperation, type AdminOperationId } from './admin-operation.js'

export interface AdminCall {
  readonly operationId: AdminOperationId
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean>>
  readonly body?: object
}

/** What the request of an operation may name; undefined members count as missing. */
export interface AdminRequest<Id extends AdminOperationId> {
  readonly params?: OperationRequest<operations[Id]>['params']
  readonly query?: Partial<Query<operations[Id]>>
  readonly body?: Body<operations[Id]>
}

/** The body of an operation's reply; undefined where it has none. */
export type AdminReplyBody<Id extends AdminOperationId> = ReplyBody<operations[Id]>

function descriptionOf (operationId: AdminOperationId): ContractOperation {
  const description = adminContract.operations.get(operationId)
  if (description === undefined) throw adminContract.document.member('paths').fault(`no operation ${operationId}`)
  return description
}

/** The method and the path of a call over HTTP. */
export function requestOf ({ operationId, params = {}, query = {} }: AdminCall) {
  const { method, url } = descriptionOf(operationId)
  const path = url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return { method, path: search === '' ? path : `${path}?${search}` }
}

/** Validates calls as those over HTTP are, and returns the body of the reply. Rejects with DomainError. */
export function createAdminCaller (operations: readonly AdminOperation[]): (call: AdminCall) => Promise<unknown> {
  const compile = createValidatorCompiler()
  return async ({ operationId, params = {}, query = {}, body }) => {
    const operation = operations.find((one) => one.operationId === operationId)
    if (operation === undefined) throw new TypeError(`no handler for ${operationId}`)
    const { method, url, schema } = descriptionOf(operationId)
    const request = { params: { ...params }, querystring: { ...query }, body: body ?? null }
    for (const httpPart of ['params', 'body', 'querystring'] as const) {
      const partSchema = schema[httpPart]
      if (partSchema === undefined) continue
      const result = compile({ schema: partSchema, method, url, httpPart })(request[httpPart])
      if (typeof result === 'object' && 'error' in result && types.isNativeError(result.error)) throw result.error
    }
    const reply = await operation.handle({ params: request.params, query: request.querystring, body: request.body })
    return reply?.body
  }
}
