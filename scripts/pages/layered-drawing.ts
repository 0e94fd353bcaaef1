// Places the boxes of a graph without cycles in rows, so that every arrow leads down and none crosses a box. The
// method of Sugiyama: rows by the longest path, an arrow over several rows is a chain of narrow places, few
// crossings, places near their neighbours.

export type Arrow = readonly [from: string, to: string]

/** A box, or the place where an arrow passes a row. */
export interface Place {
  readonly name: string
  readonly isBox: boolean
  readonly row: number
  /** Centre, in pixels. */
  x: number
}

/** The places that an arrow leads through, from box to box. */
export type Way = readonly Place[]

export interface Drawing {
  readonly rows: ReadonlyArray<readonly Place[]>
  readonly ways: readonly Way[]
}

export interface Size {
  readonly width: number
  readonly box: number
  readonly gap: number
  /** Width of an arrow that passes a row. */
  readonly passage: number
}

/** Rounds of the search for an order and for places; both settle earlier. */
const rounds = 100

/** Arrows that are not implied by a path over other boxes. */
export function withoutShortcuts (arrows: readonly Arrow[]): readonly Arrow[] {
  const targets = (from: string) => arrows.filter(([source]) => source === from).map(([, to]) => to)
  const reaches = (from: string, to: string): boolean => targets(from).some((next) => next === to || reaches(next, to))
  return arrows.filter(([from, to]) => !targets(from).some((next) => next !== to && reaches(next, to)))
}

export function draw (names: readonly string[], arrows: readonly Arrow[], size: Size): Drawing {
  const rowOf = (name: string): number =>
    Math.max(0, ...arrows.filter(([, to]) => to === name).map(([from]) => rowOf(from) + 1))
  const boxes = new Map(names.map((name) => [name, { name, isBox: true, row: rowOf(name), x: size.width / 2 }]))
  const ways = arrows.flatMap(([from, to]) => {
    const [source, target] = [boxes.get(from), boxes.get(to)]
    if (source === undefined || target === undefined) return []
    const between = Array.from({ length: target.row - source.row - 1 }, (_, index) =>
      ({ name: `${from} ${to}`, isBox: false, row: source.row + index + 1, x: size.width / 2 }))
    return [[source, ...between, target]]
  })
  const places: Place[] = [...boxes.values(), ...ways.flatMap((way) => way.slice(1, -1))]
  const rows = Array.from({ length: Math.max(...places.map(({ row }) => row)) + 1 }, (_, row) =>
    places.filter((place) => place.row === row))
  const neighbours = neighboursIn(ways)
  const ordered = orderRows(rows, ways, neighbours)
  for (let round = 0; round < rounds; round++) {
    for (const row of round % 2 === 0 ? ordered : ordered.toReversed()) spread(row, neighbours, size)
  }
  centre(places, size)
  return { rows: ordered, ways }
}

function centre (places: readonly Place[], { width, box, passage }: Size): void {
  const halfOf = ({ isBox }: Place) => (isBox ? box : passage) / 2
  const left = Math.min(...places.map((place) => place.x - halfOf(place)))
  const right = Math.max(...places.map((place) => place.x + halfOf(place)))
  const shift = (width - left - right) / 2
  for (const place of places) place.x += shift
}

type Neighbours = ReadonlyMap<Place, readonly Place[]>

function neighboursIn (ways: readonly Way[]): Neighbours {
  const found = new Map<Place, Place[]>()
  const add = (place: Place, other: Place) => found.set(place, [...found.get(place) ?? [], other])
  for (const way of ways) {
    for (const [index, place] of way.entries()) {
      const next = way[index + 1]
      if (next === undefined) continue
      add(place, next)
      add(next, place)
    }
  }
  return found
}

const mean = (values: readonly number[], otherwise: number) =>
  values.length === 0 ? otherwise : values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * The order with the fewest crossings that sorting by the mean position of the neighbours finds, down and up in turn.
 */
function orderRows (
  rows: ReadonlyArray<readonly Place[]>, ways: readonly Way[], neighbours: Neighbours
): ReadonlyArray<readonly Place[]> {
  let best = { rows, crossings: crossingsOf(rows, ways) }
  let current = rows
  for (let round = 0; round < rounds; round++) {
    const positions =
      new Map(current.flatMap((row) => row.map((place, index) => [place, (index + 0.5) / row.length] as const)))
    const above = round % 2 === 0 ? -1 : 1
    const sorted = (row: readonly Place[]) => {
      const wish = (place: Place) =>
        mean((neighbours.get(place) ?? []).filter((other) => other.row === place.row + above)
          .map((other) => positions.get(other) ?? 0), positions.get(place) ?? 0)
      const wishes = new Map(row.map((place) => [place, wish(place)]))
      const order = row.toSorted((one, other) => (wishes.get(one) ?? 0) - (wishes.get(other) ?? 0))
      for (const [index, place] of order.entries()) positions.set(place, (index + 0.5) / row.length)
      return order
    }
    current = above === -1 ? current.map(sorted) : current.toReversed().map(sorted).toReversed()
    current = swapped(current, ways)
    const crossings = crossingsOf(current, ways)
    if (crossings < best.crossings) best = { rows: current, crossings }
  }
  return best.rows
}

/** Exchanges neighbours in a row where that removes crossings. */
function swapped (rows: ReadonlyArray<readonly Place[]>, ways: readonly Way[]): ReadonlyArray<readonly Place[]> {
  let best = rows
  for (const [row, places] of rows.entries()) {
    for (let index = 0; index + 1 < places.length; index++) {
      const order = [...best[row] ?? []]
      order.splice(index, 2, ...order.slice(index, index + 2).reverse())
      const tried = best.with(row, order)
      if (crossingsOf(tried, ways) < crossingsOf(best, ways)) best = tried
    }
  }
  return best
}

function crossingsOf (rows: ReadonlyArray<readonly Place[]>, ways: readonly Way[]): number {
  const positions = new Map(rows.flatMap((row) => row.map((place, index) => [place, index] as const)))
  const at = (place: Place | undefined) => place === undefined ? 0 : positions.get(place) ?? 0
  const steps = ways.flatMap((way) => way.slice(0, -1)
    .map((place, index) => ({ row: place.row, from: at(place), to: at(way[index + 1]) })))
  return steps.reduce((count, one, index) =>
    count + steps.slice(index + 1).filter((other) => other.row === one.row &&
      (one.from - other.from) * (one.to - other.to) < 0).length, 0)
}

/** Moves a row's places as near to their neighbours as order and distances allow (pool adjacent violators). */
function spread (row: readonly Place[], neighbours: Neighbours, { width, box, gap, passage }: Size): void {
  const widthOf = ({ isBox }: Place) => isBox ? box : passage
  const offsets: number[] = []
  for (const [index, place] of row.entries()) {
    const before = row[index - 1]
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + (widthOf(before) + widthOf(place)) / 2 + gap)
  }
  // Passages of one arrow hold together, so that it goes straight down.
  const pull = (place: Place, { isBox, x }: Place) => Array<number>(place.isBox || isBox ? 1 : 6).fill(x)
  const wishes = row.map((place, index) =>
    mean((neighbours.get(place) ?? []).flatMap((other) => pull(place, other)), width / 2) - (offsets[index] ?? 0))
  const blocks: Array<{ sum: number, count: number }> = []
  for (const wish of wishes) {
    blocks.push({ sum: wish, count: 1 })
    for (let last = blocks.at(-1), previous = blocks.at(-2); last !== undefined && previous !== undefined &&
      previous.sum / previous.count > last.sum / last.count;) {
      blocks.splice(-2, 2, { sum: previous.sum + last.sum, count: previous.count + last.count })
      last = blocks.at(-1)
      previous = blocks.at(-2)
    }
  }
  const starts = blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count))
  const [first, last] = [row[0], row.at(-1)]
  if (first === undefined || last === undefined) return
  const least = widthOf(first) / 2
  const most = width - widthOf(last) / 2 - (offsets.at(-1) ?? 0)
  for (const [index, place] of row.entries()) {
    place.x = Math.min(Math.max(starts[index] ?? 0, least), Math.max(most, least)) + (offsets[index] ?? 0)
  }
}
