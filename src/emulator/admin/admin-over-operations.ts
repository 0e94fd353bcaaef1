// The admin API in this process: each call is one of its handler.

import { createAdminCaller } from '../../admin/admin-call.js'
import type { AdminOperation } from '../../admin/admin-operation.js'
import { adminErrorFormat } from '../../admin/error-format.js'
import { DomainError } from '../../domain/errors/domain-error.js'
import type { AdminApi } from './admin-endpoint.js'

export function adminOverOperations (operations: readonly AdminOperation[]): Pick<AdminApi, 'call' | 'close'> {
  const answer = createAdminCaller(operations)
  return {
    async call (call) {
      try {
        return { body: await answer(call) }
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        // As over HTTP, where replies have these members.
        const problems = error.spelled(adminErrorFormat.spelling)
          .map(({ field, text, line }) => ({ field, text, line }))
        return { refusal: { errorCode: error.errorCode, problems } }
      }
    },
    close: () => {}
  }
}
