// What the steps of a request leave on it for the next, and what a route says of itself.

import type { ErrorCategory } from '../domain/errors/error-code.js'
import type { Caller } from '../domain/access/identity.js'
import type { IamAction } from './contract/contract.js'

/** What the log says of a refusal: the texts are those that the client gets. */
export interface Refused {
  readonly category: ErrorCategory
  readonly texts: readonly string[]
}

declare module 'fastify' {
  interface FastifyRequest {
    /** performance.now() when the head had been read. */
    startedAt: number
    /** The operation of a contract that is asked for. Fastify makes its own description of a route anew at each question. */
    operation: FastifyContextConfig
    /** Set by authenticate.ts; operations never run without. */
    caller: Caller | undefined
    /** Set when the reply is a refusal. */
    refused: Refused | undefined
    /** Whether the operation's action is allowed to the caller on this resource, for lists; undefined when no policy is asked. */
    may: ((urn: string) => boolean) | undefined
  }

  interface FastifyContextConfig {
    /** Set on operations of a contract. */
    operationId?: string
    iamActions?: readonly IamAction[]
    /** Request types that the operation accepts; empty when it takes no body. */
    mediaTypes?: readonly string[]
    bodyRequired?: boolean
  }
}
