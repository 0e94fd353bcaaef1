// Where the ids and random bytes that clients see come from: the operating system, or a seed in deterministic mode.

/** What draws. In deterministic mode each has sequences of its own, so that one does not move the others. */
export type RandomPart =
  | 'key ids' | 'data keys' | 'random bytes' | 'domains' | 'tokens' | 'service accounts' | 'policies'
  | 'carts' | 'log subscriptions' | 'snapshots' | 'faults' | 'requests' | 'refusals' | 'service delays'

export interface RandomSource {
  /** @param okmsId The domain that gets the value; none for the server. */
  readonly bytes: (length: number, okmsId?: string) => Buffer
  /** A UUID of version 4, in lower case. */
  readonly uuid: (okmsId?: string) => string
}

/** Makes the initialization vector of one AES-GCM encryption. Under one key, two inputs never get the same. */
export type NewIv = (aad: Buffer, plaintext: Buffer) => Buffer

/**
 * For what clients see of keys, operations and ids. What protects the server draws from node:crypto itself: the keys
 * and serial numbers of certificates, the key that signs tokens, client secrets, passwords, the master key and seals.
 */
export interface Randomness {
  readonly source: (part: RandomPart) => RandomSource
  readonly newIv: NewIv
}

/** The first id drawn that is not in use: clients choose ids too, among them some that a seed would give. */
export function unusedId (draw: () => string, isUsed: (id: string) => boolean): string {
  for (;;) {
    const id = draw()
    if (!isUsed(id)) return id
  }
}
