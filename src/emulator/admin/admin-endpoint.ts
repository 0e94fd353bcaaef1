// The admin API as the command line calls it, wherever it is: over HTTPS or in this process.

import type { AdminCall } from '../../admin/admin-call.js'
import type { SpelledProblem } from '../../domain/errors/wording.js'

export type AdminReply =
  /** `body` is undefined when there is none. */
  | { readonly refusal?: undefined, readonly body: unknown }
  | { readonly refusal: AdminRefusal }

/** A DomainError, of this process or of the server. */
export interface AdminRefusal {
  readonly errorCode: number | undefined
  /** In the words of the admin API. */
  readonly problems: readonly SpelledProblem[]
}

export interface AdminApi {
  /** The server or the folder, in words. */
  readonly used: string
  /** Rejects with StartFailure when a server does not reply, or a file cannot be read or written. */
  call (call: AdminCall): Promise<AdminReply>
  close (): void
}
