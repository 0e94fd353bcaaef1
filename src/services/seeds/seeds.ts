// Applies a seed: it is read, checked and compared with what the server has as a whole, and then written in one
// transaction. What is there already stays as it is, so that applying a seed twice changes nothing.

import type { Seed } from '../../domain/seeds/seed-format.js'
import { duplicatesIn } from './seed-duplicates.js'
import { itemsOf } from './seed-items.js'
import {
  attempt, problemsIn, type ItemContext, type ItemKind, type MadeSecrets, type SeedItem, type Write
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

/** Of each item that is there, its id. */
type Found = ReadonlyMap<SeedItem, string | undefined>

type Deliver = (items: readonly SeededItem[]) => void

export interface Seeds {
  /**
   * Refuses SeedInvalid with all problems; then nothing was written.
   * @param deliver Takes what was made before it is committed: when it throws, nothing is written.
   */
  apply (seed: SeedText, deliver?: Deliver): Promise<readonly SeededItem[]>
}

export interface SeedsOptions extends ItemContext {
  /** Called with each domain in which something was created. */
  readonly changed: (okmsId: string) => void
}

export function createSeeds ({ changed, ...context }: SeedsOptions): Seeds {
  const { store } = context

  /** One look at all items, with the ids of those that are there. Throws SeedFault with these problems and its own. */
  function findAll (items: readonly SeedItem[], problems: SeedProblem[] = []): Found {
    const present = presentIn(store)
    const found = new Map(items.map((item) => [item, attempt(item.path, problems, () => item.find(present))]))
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

  /** Undefined when what is there is not what was found before. */
  function writeAll (
    items: readonly SeedItem[], before: Found, writes: ReadonlyMap<SeedItem, Write>, deliver: Deliver
  ): readonly SeededItem[] | undefined {
    const found = findAll(items)
    if (items.some((item) => found.get(item) !== before.get(item))) return undefined
    const problems: SeedProblem[] = []
    const seeded = items.flatMap((item): SeededItem[] => {
      const { path, kind, okmsId } = item
      const id = found.get(item)
      // A domain that is recognised by its id may have another name.
      const name = (kind === 'domain' && id !== undefined ? store.domains.find(id)?.name : undefined) ?? item.name
      const common = { path, kind, name, okmsId: okmsId?.() }
      if (id !== undefined) return [{ ...common, id, outcome: 'unchanged', made: {} }]
      const created = attempt(path, problems, () => writes.get(item)?.())
      return created === undefined ? [] : [{ ...common, outcome: 'created', made: {}, ...created }]
    })
    if (problems.length > 0) throw new SeedFault(problems)
    deliver(seeded)
    return seeded
  }

  /** Undefined when what is there changed meanwhile; nothing was written then. */
  async function applyOnce (seed: Seed, deliver: Deliver): Promise<readonly SeededItem[] | undefined> {
    const items = itemsOf(seed, context)
    // What is in a domain is checked by its id and its clock.
    const domains = presentIn(store)
    for (const { kind, path, find } of items) if (kind === 'domain') attempt(path, [], () => find(domains))
    const found = findAll(items, [...duplicatesIn(seed), ...await checkAll(items)])
    const writes = new Map<SeedItem, Write>()
    for (const item of items) {
      if (found.get(item) === undefined) writes.set(item, await item.prepare())
    }
    return store.atomically(() => writeAll(items, found, writes, deliver))
  }

  return {
    async apply ({ name = 'seed', content }, deliver = () => {}) {
      // Loads the YAML library, which a server without seeds does not need.
      const { readSeed } = await import('./seed-reader.js')
      const { seed, positionOf } = readSeed(name, content)
      try {
        let seeded: readonly SeededItem[] | undefined
        do seeded = await applyOnce(seed, deliver); while (seeded === undefined)
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
