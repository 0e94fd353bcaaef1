// Applies a seed: it is read, checked and compared with what the server has as a whole, and then written in one
// transaction. What is there already stays as it is, so that applying a seed twice changes nothing.

import { duplicatesIn } from './seed-duplicates.js'
import { itemsOf } from './seed-items.js'
import {
  problemsIn, type ItemContext, type ItemKind, type MadeSecrets, type SeedItem, type Write
} from './items/item.js'
import { presentIn } from './present.js'
import { seedRefusal, SeedFault, type SeedPath, type SeedProblem } from './seed-problems.js'

export interface SeedText {
  /** Of the file, for messages. */
  readonly name?: string | undefined
  /** YAML or JSON. */
  readonly content: string
}

export interface SeededItem {
  /** Where the seed has it. */
  readonly path: SeedPath
  readonly kind: ItemKind
  /** That of a secret is its path. */
  readonly id: string
  readonly name: string
  /** Undefined for what is in no domain. */
  readonly okmsId: string | undefined
  readonly outcome: 'created' | 'unchanged'
  readonly made: MadeSecrets
}

export interface Seeds {
  /**
   * Refuses SeedInvalid with all problems; then nothing was written.
   * @param deliver Takes what was made before it is committed: when it throws, nothing is written.
   */
  apply (seed: SeedText, deliver?: (items: readonly SeededItem[]) => void): Promise<readonly SeededItem[]>
}

export interface SeedsOptions extends ItemContext {
  /** Called with each domain in which something was created. */
  readonly changed: (okmsId: string) => void
}

export function createSeeds ({ changed, ...context }: SeedsOptions): Seeds {
  const { store } = context

  /** One look at all items, with the ids of those that are there. Throws SeedFault with these problems and its own. */
  function findAll (
    items: readonly SeedItem[], problems: SeedProblem[] = []
  ): ReadonlyMap<SeedItem, string | undefined> {
    const present = presentIn(store)
    const found = new Map(items.map((item) => [item, attempt(item, problems, () => item.find(present))]))
    const domains = new Map<string, SeedItem>()
    for (const item of items.filter(({ kind }) => kind === 'domain')) {
      const id = found.get(item) ?? item.path
      const other = domains.get(id)
      if (other !== undefined) problems.push({ path: item.path, text: `the same domain as ${other.path}` })
      domains.set(id, item)
    }
    if (problems.length > 0) throw new SeedFault(problems)
    return found
  }

  async function checkAll (items: readonly SeedItem[]): Promise<SeedProblem[]> {
    const problems: SeedProblem[] = []
    for (const { check, path } of items) {
      try {
        await check?.()
      } catch (error) {
        problems.push(...problemsIn(error, path))
      }
    }
    return problems
  }

  /** Undefined when an item that was there is not there any more, and has not been prepared. */
  function writeAll (
    items: readonly SeedItem[], writes: ReadonlyMap<SeedItem, Write>, deliver: (items: readonly SeededItem[]) => void
  ): readonly SeededItem[] | undefined {
    const found = findAll(items)
    if (items.some((item) => found.get(item) === undefined && !writes.has(item))) return undefined
    const problems: SeedProblem[] = []
    const seeded = items.flatMap((item): SeededItem[] => {
      const { path, kind, okmsId } = item
      const id = found.get(item)
      // A domain that is recognised by its id may have another name.
      const name = (kind === 'domain' && id !== undefined ? store.domains.find(id)?.name : undefined) ?? item.name
      const common = { path, kind, name, okmsId: okmsId?.() }
      if (id !== undefined) return [{ ...common, id, outcome: 'unchanged', made: {} }]
      const created = attempt(item, problems, () => writes.get(item)?.())
      return created === undefined ? [] : [{ ...common, outcome: 'created', made: {}, ...created }]
    })
    if (problems.length > 0) throw new SeedFault(problems)
    deliver(seeded)
    return seeded
  }

  async function applyAll (
    items: readonly SeedItem[], deliver: (items: readonly SeededItem[]) => void
  ): Promise<readonly SeededItem[]> {
    // What is in a domain is checked by its id and its clock.
    const domains = presentIn(store)
    for (const item of items.filter(({ kind }) => kind === 'domain')) attempt(item, [], () => item.find(domains))
    let found = findAll(items, await checkAll(items))
    const writes = new Map<SeedItem, Write>()
    for (;;) {
      for (const item of items) {
        if (found.get(item) === undefined && !writes.has(item)) writes.set(item, await item.prepare())
      }
      const seeded = store.atomically(() => writeAll(items, writes, deliver))
      if (seeded !== undefined) return seeded
      found = findAll(items)
    }
  }

  return {
    async apply ({ name = 'seed', content }, deliver = () => {}) {
      // Loads the YAML library, which a server without seeds does not need.
      const { readSeed } = await import('./seed-reader.js')
      const { seed, positionOf } = readSeed(name, content)
      try {
        const duplicates = duplicatesIn(seed)
        if (duplicates.length > 0) throw new SeedFault(duplicates)
        const seeded = await applyAll(itemsOf(seed, context), deliver)
        const created = seeded.filter(({ outcome }) => outcome === 'created')
        for (const okmsId of new Set(created.map((item) => item.okmsId ?? ''))) changed(okmsId)
        return seeded
      } catch (error) {
        if (!(error instanceof SeedFault)) throw error
        throw seedRefusal(error.problems.map((problem) => ({ ...problem, position: positionOf(problem.path) })))
      }
    }
  }
}

function attempt<Result> (item: SeedItem, problems: SeedProblem[], call: () => Result): Result | undefined {
  try {
    return call()
  } catch (error) {
    problems.push(...problemsIn(error, item.path))
    return undefined
  }
}
