// Members that the steps of a request set for later steps, and the configuration of a route.

import type { Socket } from 'node:net'
import type { ErrorCategory } from '../domain/errors/error-code.js'
import type { AnyCaller } from '../domain/access/identity.js'
import type { Resource } from '../domain/resource.js'
import type { IamAction } from './contract/iam-action.js'
import type { ResourcePlace } from './resource-place.js'
import type { ErrorFormat } from './reply/json-spelling.js'

/** The entry of a refusal in the log, with the texts that the client receives. */
export interface LoggedRefusal {
  readonly category: ErrorCategory
  readonly texts: readonly string[]
  /** Absent where the error is not of the table, as at the token endpoint. */
  readonly errorCode?: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** performance.now() when the head had been read. */
    startedAt: number
    /** The requested operation of a contract; empty for other routes. */
    operation: FastifyContextConfig
    /** Set by authenticate.ts; operations never run without. */
    caller: AnyCaller | undefined
    /** Set when the reply is a refusal. */
    refusal: LoggedRefusal | undefined
    /**
     * Whether the operation's action is allowed to the caller on this resource, for lists;
     * undefined when no policy applies.
     */
    isVisible: ((resource: Resource) => boolean) | undefined
    /**
     * Asks once more for actions that depend on what exists, which other requests may have changed since. Refuses as
     * the step does. Undefined for operations without such actions, and where policies are not enforced.
     */
    authoriseAgain: (() => void) | undefined
    /**
     * Checks the body as it was sent, before it is parsed, and sets `caller`: where the client signs it. An empty one
     * counts too.
     */
    checkBody: ((body: Buffer) => void) | undefined
    /** The id of the fault rule that the request hit. */
    fault: string | undefined
    /** Ends the connection after half of the answer, which is then all that the client gets; set by a fault. */
    cutAnswer: ((connection: Socket) => void) | undefined
  }

  interface FastifyContextConfig {
    /** Set on operations of a contract. */
    operationId?: string
    iamActions?: readonly IamAction[]
    /** Where a request names resources. */
    resources?: readonly ResourcePlace[]
    /** Request types that the operation accepts; empty when it takes no body. */
    mediaTypes?: readonly string[]
    bodyRequired?: boolean
    /** By default that of the front door, or of refusals outside all of them. */
    errorFormat?: ErrorFormat | undefined
    /** Whether it needs no caller (`security: []` in the contract). */
    isOpen?: boolean
    /** Whether a body may come without a type: some clients send none (signature.md 3). */
    mayBeUntyped?: boolean
    /** See ContractOperation. */
    errorClasses?: readonly string[]
    /**
     * For Vault clients: the token may come in X-Vault-Token, a body needs no type and may repeat members, and the
     * handler reads query and body by itself.
     */
    vault?: boolean
    /** The path parameter that takes several segments. */
    multiSegment?: string | undefined
  }
}
