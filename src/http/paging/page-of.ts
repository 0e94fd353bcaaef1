// One page of a list that is read whole.

import type { NamedPage, NamePage } from '../../domain/ports.js'

/** A number from 0 as a position. */
export const numbered = (number: number) => String(number).padStart(16, '0')

/**
 * In the order of positions, each of which one item has. The next page starts after a position, so that the removal
 * of the item that had it moves no other.
 */
export function pageOf<Item> (
  items: readonly Item[], positionOf: (item: Item) => string, { after, limit }: NamePage
): NamedPage<Item> {
  const left = items.map((item) => ({ item, position: positionOf(item) }))
    .filter(({ position }) => position > after)
    .sort((one, other) => one.position < other.position ? -1 : 1)
  const page = left.slice(0, limit)
  return { items: page.map(({ item }) => item), next: left.length > limit ? page.at(-1)?.position ?? null : null }
}
