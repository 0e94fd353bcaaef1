// What a trust store is to the trust command. One file for each kind of store; stores.ts lists them.

/**
 * `ours`: the CA was added by this program. `other`: the store has it under a name that this program does not give, so it is left alone.
 */
export type TrustState = 'ours' | 'other' | 'absent'

export interface TrustStore {
  /** For people: what it is, who reads it and where it is. */
  readonly title: string
  /** What adding does beyond one more certificate, such as `runs update-ca-certificates`. */
  readonly effects: readonly string[]
  state (): TrustState
  /** Throws StoreFault; then nothing was added. */
  add (): void
  /** Removes what `add` added. Throws StoreFault. */
  remove (): void
}

/** A store did not take a change. Its message says why, for people. */
export class StoreFault extends Error {
  constructor (message: string) {
    super(message)
    this.name = 'StoreFault'
  }
}

/** Stores that can be changed, and what is said about those that cannot. */
export interface FoundStores {
  readonly stores: readonly TrustStore[]
  readonly notes: readonly string[]
}
