// An example for each error status in the document of a Swagger page.

import type { DomainError } from '../../domain/errors/domain-error.js'
import type { JsonObject } from '../../http/contract/contract.js'
import type { ContractValue } from '../../http/contract/contract-value.js'
import { errorBody } from '../../http/reply/error-reply.js'
import { errorStatus } from '../../http/reply/error-status.js'
import type { ErrorFormat } from '../../http/reply/json-spelling.js'

export interface ErrorExamples {
  readonly format: ErrorFormat
  /** A refusal for each error response, by its name in the contract. */
  readonly refusals: Readonly<Record<string, DomainError>>
}

/**
 * The document with an example in each of its error responses. Throws when the contract has one that no example is for.
 */
export function withErrorExamples (document: ContractValue, { format, refusals }: ErrorExamples): ContractValue {
  const components = document.member('components')
  const responses = components.member('responses').members().map(([name, response]) => {
    const error = refusals[name]
    if (error === undefined) throw response.fault('no example for this response')
    const example = format.body?.({
      error, problems: error.spelled(format.spelling), status: errorStatus(error.kind), operation: {}
    }) ?? {
      ...errorBody(error, '7b0d2f7e-8a3f-4c57-b0a1-5d5f2f1f6c11', format),
      error_id: '0f6f7a3e-58b5-4d0e-9c0b-1a52c1c0f3d7'
    }
    const json = response.member('content').member('application/json').object()
    return [name, { ...response.object(), content: { 'application/json': { ...json, example } } }]
  })
  return document.with({
    ...document.object(), components: { ...components.object(), responses: Object.fromEntries(responses) as JsonObject }
  })
}
