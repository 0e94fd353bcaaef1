// Reads a seed by the table of its format: every value is checked, and each problem is reported with its position.

import { isMap, isScalar, isSeq, type Node } from 'yaml'
import { maxSeedDepth, maxSeedValues, seedFormat, type Seed } from '../../domain/seeds/seed-format.js'
import type { JsonValue, MembersShape, Shape, TextShape } from '../../domain/seeds/shape.js'
import { didYouMean } from '../../domain/text/did-you-mean.js'
import { isQuotable, quoted } from '../../domain/text/quoted-text.js'
import { seedRefusal, type PositionOf, type SeedPath, type SeedProblem } from './seed-problems.js'
import { parseSeed, type SeedTree } from './seed-text.js'
import { accepted, isRight, received } from './seed-values.js'

export interface ReadSeed {
  readonly seed: Seed
  readonly positionOf: PositionOf
}

/** Refuses SeedInvalid with every problem. @param name Of the file, for messages. */
export function readSeed (name: string, text: string): ReadSeed {
  const tree = parseSeed(text)
  if ('problems' in tree) {
    throw seedRefusal(tree.problems.map(({ position, text }) => ({ path: '', position: `${name}:${position}`, text })))
  }
  const reader = new SeedReader(tree)
  const positionOf: PositionOf = (path) => `${name}:${reader.positionOf(path)}`
  const seed = tree.root === undefined ? {} : reader.read(tree.root)
  if (reader.problems.length > 0) {
    throw seedRefusal(reader.problems.map((problem) => ({ ...problem, position: positionOf(problem.path) })))
  }
  return { seed, positionOf }
}

/** A value was refused; what is around it is still read. */
const refused = Symbol('refused')

type Read = unknown

const anyText: TextShape = { kind: 'text', about: 'A text.', accepts: 'a text', isRight: () => true }

class SeedReader {
  readonly problems: SeedProblem[] = []
  readonly #tree: SeedTree
  readonly #positions = new Map<SeedPath, number>()
  #values = 0

  constructor (tree: SeedTree) { this.#tree = tree }

  /** The value of the whole text; not of use when there are problems. */
  read (root: Node): Seed {
    // Every shape of the table is checked.
    return this.#read(seedFormat, root, '', 0) as Seed
  }

  /** Line and column of a part, or of the nearest one around it. */
  positionOf (path: SeedPath): string {
    for (let part = path; ; part = part.replace(/(?:^|[.[])[^.[]*$/, '')) {
      const at = this.#positions.get(part)
      if (at !== undefined || part === '') return this.#tree.position(at ?? 0)
    }
  }

  #refuse (path: SeedPath, text: string): typeof refused {
    this.problems.push({ path, text })
    return refused
  }

  /** For what has no position yet: data of secrets may have very many values. */
  #refuseAt (node: Node, path: SeedPath, text: string): typeof refused {
    if (!this.#positions.has(path)) this.#positions.set(path, node.range?.[0] ?? 0)
    return this.#refuse(path, text)
  }

  /** The node itself, unless it is beyond the limits of a seed. */
  #enter (given: Node, path: SeedPath, depth: number): Node | undefined {
    this.#values++
    if (this.#values > maxSeedValues) {
      if (this.#values === maxSeedValues + 1) this.#refuseAt(given, path, `too many values; at most ${maxSeedValues} are accepted, those of repeated aliases counted each time`)
      return undefined
    }
    if (depth > maxSeedDepth) {
      this.#refuseAt(given, path, `nested too deeply; at most ${maxSeedDepth} levels are accepted`)
      return undefined
    }
    return this.#tree.resolve(given)
  }

  #read (shape: Shape, given: Node, path: SeedPath, depth: number): Read {
    this.#positions.set(path, given.range?.[0] ?? 0)
    const node = this.#enter(given, path, depth)
    if (node === undefined) return refused
    if (isScalar(node) && node.value === null && 'orNull' in shape) return null
    switch (shape.kind) {
      case 'members': return this.#members(shape, node, path, depth)
      case 'list': {
        if (!isSeq<Node>(node)) return this.#wrong(shape, node, path)
        const { min = 0, max } = shape
        if (node.items.length < min || node.items.length > max) {
          return this.#refuse(path, `got ${node.items.length} entries; accepted: ${min} to ${max}`)
        }
        return node.items.map((item, index) => this.#read(shape.item, item, `${path}[${index}]`, depth + 1))
      }
      case 'json':
        return isMap(node) ? this.#json(shape, node, path, depth) : this.#wrong(shape, node, path)
      case 'texts': {
        const entries = this.#entries(node, path)
        return entries === undefined
          ? this.#wrong(shape, node, path)
          : Object.fromEntries(entries.map(([name, value]) =>
            [name, this.#read(anyText, value, memberPath(path, shownName(name)), depth + 1)]))
      }
      case 'text':
      case 'time':
      case 'number':
      case 'switch':
      case 'choice': return isScalar(node) && isRight(shape, node.value) ? node.value : this.#wrong(shape, node, path)
    }
  }

  #members (shape: MembersShape, node: Node, path: SeedPath, depth: number): Read {
    const entries = this.#entries(node, path)
    if (entries === undefined) return this.#wrong(shape, node, path)
    const known = Object.keys(shape.members)
    const read = new Map<string, Read>()
    for (const [name, value] of entries) {
      const member = known.includes(name) ? shape.members[name] : undefined
      const place = memberPath(path, member === undefined ? shownName(name) : name)
      if (member === undefined) {
        const meant = name.length > 40 ? undefined : didYouMean(name, known)
        const hint = meant === undefined ? 'accepted' : `did you mean ${meant}? Accepted`
        this.#refuseAt(value, place, `unknown member; ${hint}: ${known.join(', ')}`)
      } else {
        read.set(name, this.#read(member, value, place, depth + 1))
      }
    }
    for (const [name, member] of Object.entries(shape.members)) {
      if (member.required === true && !read.has(name)) {
        this.#refuse(memberPath(path, name), `missing; accepted: ${accepted(member)}`)
      }
    }
    return Object.fromEntries(read)
  }

  /** Names and values; undefined for what is no object. A second member of the same name is a problem. */
  #entries (node: Node, path: SeedPath): ReadonlyArray<readonly [name: string, value: Node]> | undefined {
    if (!isMap<Node, Node>(node)) return undefined
    const names = new Set<string>()
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : ''
      if (names.has(name)) {
        this.#refuse(memberPath(path, shownName(name)), 'a second member of this name')
        return []
      }
      names.add(name)
      return value === null ? [] : [[name, value]]
    })
  }

  #json (shape: Shape, given: Node, path: SeedPath, depth: number): JsonValue | typeof refused {
    const node = this.#enter(given, path, depth)
    if (node === undefined) return refused
    if (isSeq<Node>(node)) {
      return node.items.map((item, index) => this.#json(shape, item, `${path}[${index}]`, depth + 1)) as JsonValue
    }
    const entries = this.#entries(node, path)
    if (entries !== undefined) {
      return Object.fromEntries(entries.map(([name, value]) =>
        [name, this.#json(shape, value, memberPath(path, shownName(name)), depth + 1)])) as JsonValue
    }
    const value: unknown = isScalar(node) ? node.value : undefined
    const isJson = value === null || typeof value === 'string' || typeof value === 'boolean' ||
      (typeof value === 'number' && Number.isFinite(value))
    return isJson ? value : this.#refuseAt(node, path, 'not a value that JSON has')
  }

  #wrong (shape: Shape, node: Node, path: SeedPath): typeof refused {
    const isUnquoted = isScalar(node) && node.value !== null && typeof node.value !== 'string' && shape.kind === 'text'
    return this.#refuse(path, `got ${received(shape, node)}; accepted: ${accepted(shape)}${isUnquoted ? '. Put it in quotes' : ''}`)
  }
}

const memberPath = (path: SeedPath, name: string) => path === '' ? name : `${path}.${name}`

/** A name that could be a misplaced value is left out of messages. */
const shownName = (name: string) =>
  isQuotable(name) ? quoted(name).slice(1, -1) : `(a name of ${name.length} characters)`
