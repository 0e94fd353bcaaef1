// Pages of a list: how a list is split and continued.

export interface PageRequest {
  /** Position after which the page starts; 0 for the first page. */
  readonly after: number
  /** Largest number of items. */
  readonly limit: number
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Position to continue from, or null when nothing follows. */
  readonly next: number | null
}
