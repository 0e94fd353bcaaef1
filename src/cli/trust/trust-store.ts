// The interface of a trust store. Each kind of store has its own file; stores.ts lists them.

/**
 * `ours`: the CA was added by this program. `other`: the store has it under a name that this program does
 * not give, so it is left alone.
 */
export type TrustState = 'ours' | 'other' | 'absent'

export interface TrustStore {
  /** Display name: the store, the programs that read it and its location. */
  readonly title: string
  /** Side effects of adding a certificate, such as `runs update-ca-certificates`. */
  readonly effects: readonly string[]
  state (): TrustState
  /** Throws StoreFault; then nothing was added. */
  add (): void
  /** Removes what `add` added. Throws StoreFault. */
  remove (): void
}

/** A store rejected a change. The message explains why. */
export class StoreFault extends Error {
  constructor (message: string) {
    super(message)
    this.name = 'StoreFault'
  }
}

/** Stores that can be changed, and texts about those that cannot. */
export interface FoundStores {
  readonly stores: readonly TrustStore[]
  readonly notes: readonly string[]
}
