// What programs see of okms domains and snapshots.

import type { ClientTls } from '../client-tls.js'
import type { EmulatorCredentials } from './access.js'
import type { EmulatorClock } from './clock.js'
import type { EmulatorFaults } from './faults.js'
import type { EmulatorJournal } from './journal.js'

/** As in the admin API. */
export interface ClientOptions {
  /** Identities of the client; the root identity by default. */
  readonly identityURNs?: readonly string[]
  /** Days until its certificate expires, 365 by default. */
  readonly validity?: number
  /** `ECDSA` by default. */
  readonly certificateType?: 'ECDSA' | 'RSA'
}

export interface NewDomainOptions {
  /** A new one by default. */
  readonly okmsId?: string
  /** For people; the okmsId by default. */
  readonly name?: string
  readonly client?: ClientOptions
  /** Also issue a personal access token for the domain. */
  readonly token?: boolean
}

/** Its members mean the same as those of the emulator. `await using domain = ...` removes it at the end. */
export interface EmulatorDomain extends DomainControls, AsyncDisposable {
  readonly okmsId: string
  readonly name: string
  readonly endpoint: string
  /** Certificate, key and CA of its client. */
  readonly tls: ClientTls
  /** For `Authorization: Bearer`; undefined unless it was requested. */
  readonly token: string | undefined
  /** The standard `fetch` with the endpoint as its base and its client. */
  readonly fetch: typeof globalThis.fetch
  /** Variables for a program that works in this domain. The files that they name are written when it is first read. */
  readonly environment: Readonly<Record<string, string>>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export interface DomainControls {
  /** Follows the clock of the server until it is moved. */
  readonly clock: EmulatorClock
  /** Fault rules that apply to requests in this domain only, and end with it. */
  readonly faults: EmulatorFaults
  /** The requests in the domain. */
  readonly journal: EmulatorJournal
  readonly credentials: EmulatorCredentials
  /**
   * Removes keys, secrets and their configuration, moves of its clock, fault rules and its journal. Its clients go on
   * working.
   */
  readonly reset: () => Promise<void>
  /** Removes the domain with its keys, secrets and credentials. */
  readonly remove: () => Promise<void>
  /** Keeps its state, to return to it or to fork it. */
  readonly snapshot: (options?: SnapshotOptions) => Promise<EmulatorSnapshot>
  /** Adds a domain with the same keys and secrets, and a client of its own. */
  readonly fork: (options?: NewDomainOptions) => Promise<EmulatorDomain>
}

export interface SnapshotOptions {
  /** For people; empty by default. */
  readonly name?: string
}

/** A state to return to. Each method rejects with EmulatorRefusal. */
export interface EmulatorSnapshot {
  readonly id: string
  readonly name: string
  /** The domain; null for the whole server. */
  readonly okmsId: string | null
  readonly createdAt: Date
  readonly domainCount: number
  /** Keys that are not destroyed. */
  readonly serviceKeyCount: number
  readonly secretCount: number
  /** Returns to this state in one step. What was created since is gone, and the ids of keys are free again. */
  readonly restore: () => Promise<void>
  /** Adds a domain with the same keys and secrets, and a client of its own; for a snapshot of one domain. */
  readonly fork: (options?: NewDomainOptions) => Promise<EmulatorDomain>
  /** Erases what it holds. */
  readonly remove: () => Promise<void>
}

export interface Snapshots {
  /** Of the whole server, or of one domain. */
  readonly take: (options?: SnapshotOptions & { readonly okmsId?: string }) => Promise<EmulatorSnapshot>
  /** Oldest first. */
  readonly list: () => Promise<readonly EmulatorSnapshot[]>
  readonly get: (id: string) => Promise<EmulatorSnapshot>
}
