// An okms domain: the unit that keys, secrets and credentials belong to.

export interface OkmsDomain {
  /** Lower case UUID. */
  readonly okmsId: string
  readonly name: string
  /** Epoch milliseconds. */
  readonly createdAt: number
}
