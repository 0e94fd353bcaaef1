// The picture of the layers: arrows lead down, nothing overlaps, and what is left out follows from what is drawn.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { draw, withoutShortcuts, type Arrow } from '../../scripts/pages/layered-drawing.js'

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const size = { width: 800, box: 80, gap: 10, passage: 6 }

/** A graph without cycles: arrows lead to later names. */
const graphs =
  fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)).filter(([from, to]) => from < to), { selector: String, maxLength: 16 })
    .map((pairs) => pairs.map(([from, to]): Arrow => [names[from] ?? '', names[to] ?? '']))

function reached (arrows: readonly Arrow[], from: string): ReadonlySet<string> {
  const next = arrows.filter(([source]) => source === from).map(([, to]) => to)
  return new Set(next.flatMap((to) => [to, ...reached(arrows, to)]))
}

it('an arrow is left out exactly when a path of others leads there', () => {
  fc.assert(fc.property(graphs, (arrows) => {
    const kept = withoutShortcuts(arrows)
    for (const name of names) expect(reached(kept, name)).toEqual(reached(arrows, name))
    for (const arrow of kept) expect(reached(kept.filter((other) => other !== arrow), arrow[0])).not.toContain(arrow[1])
  }), { numRuns: 30 })
})

it('every arrow leads from row to row, past the boxes', () => {
  fc.assert(fc.property(graphs, (arrows) => {
    const { rows, ways } = draw(names, arrows, size)
    expect(rows.flat().filter(({ isBox }) => isBox).map(({ name }) => name).sort()).toEqual(names)
    expect(ways.map((way) => [way[0]?.name, way.at(-1)?.name])).toEqual(arrows)
    for (const way of ways) {
      expect(way.map(({ row }) => row)).toEqual(way.map((_, index) => (way[0]?.row ?? 0) + index))
      expect(way.slice(1, -1).some(({ isBox }) => isBox)).toBe(false)
    }
    for (const row of rows) {
      for (const [index, place] of row.entries()) {
        const next = row[index + 1]
        if (next === undefined) continue
        const half = (one: typeof place) => (one.isBox ? size.box : size.passage) / 2
        expect(next.x - half(next) - place.x - half(place)).toBeGreaterThanOrEqual(size.gap - 1e-6)
      }
    }
  }), { numRuns: 20 })
})
