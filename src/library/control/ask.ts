// How the controls of the library call the admin API, wherever it is.

import type {
  AdminApi, AdminCall, AdminOperationId, AdminReplyBody, AdminRequest
} from '../../emulator/admin/admin-api.js'
import { EmulatorRefusal } from './refusal.js'

/** Rejects with EmulatorRefusal. @internal */
export type Ask =
  <Id extends AdminOperationId>(operationId: Id, request?: AdminRequest<Id>) => Promise<AdminReplyBody<Id>>

/** @internal */
export function createAsk ({ call }: Pick<AdminApi, 'call'>): Ask {
  return async <Id extends AdminOperationId>(operationId: Id, request: AdminRequest<Id> = {}) => {
    const reply = await call({ operationId, ...withoutUndefined(request) })
    if (reply.refusal !== undefined) throw new EmulatorRefusal(reply.refusal)
    // The handler's type and the contract, which checks each reply in tests, are what make it one.
    return reply.body as AdminReplyBody<Id>
  }
}

/** As JSON and a query have it. */
function withoutUndefined (request: AdminRequest<AdminOperationId>): Omit<AdminCall, 'operationId'> {
  return JSON.parse(JSON.stringify(request)) as Omit<AdminCall, 'operationId'>
}
