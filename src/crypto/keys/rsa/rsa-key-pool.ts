// RSA keys that are generated ahead, while the process has nothing else to do.

// One pool for all servers of a process, so that a program that starts hundreds of them generates no more keys than for
// one. It has as many keys of a size as were taken so far and one more, up to the limit: a test suite that creates two
// RSA keys pays for three. A size that was never taken gets its one key only after a longer idle time, so that a server
// that lives for a few seconds generates none.

import { rsaSizes, type RsaSize } from '../../../domain/keys/algorithms.js'
import type { RsaMaterial } from '../../../domain/keys/service-key.js'
import { watchIdleTime, type WatchIdleTime } from '../../threads/idle-time.js'
import type { TakeRsaKey } from '../generate-key.js'
import { generateRsaKey, generateRsaKeyAhead, readRsaKey } from './rsa-generation.js'

/** Milliseconds of idle time before a key is generated: of a size that was taken before, and of another one. */
const shortIdle = 250
const longIdle = 5000

/** The pool as one server sees it. */
export interface RsaKeys {
  /** A key of the pool, at once; without one it is generated now. */
  readonly take: TakeRsaKey
  /** How many keys of this size there are. */
  readonly count: (size: RsaSize) => number
  /** From now on, idle time is used. */
  fill (): void
  /** When the last server closes, the keys are erased and nothing is generated any more. */
  close (): void
}

export interface RsaKeyPool {
  /** @param limit The most keys of a size. With several servers, the largest counts. */
  open (limit: number): RsaKeys
}

export interface RsaKeyPoolOptions {
  readonly generate: (size: RsaSize) => Promise<RsaMaterial>
  readonly generateAhead: (size: RsaSize, signal: AbortSignal) => Promise<Uint8Array>
  readonly watchIdleTime: WatchIdleTime
}

export function createRsaKeyPool ({ generate, generateAhead, watchIdleTime }: RsaKeyPoolOptions): RsaKeyPool {
  const keys = new Map<RsaSize, Uint8Array[]>(rsaSizes.map((size) => [size, []]))
  const taken = new Map<RsaSize, number>()
  /** The limits of the servers that fill. */
  const servers = new Set<{ readonly limit: number }>()
  let awaited = 0
  let generating: AbortController | undefined
  let stopWatching: (() => void) | undefined

  const keysOf = (size: RsaSize) => keys.get(size) ?? []
  const timesTaken = (size: RsaSize) => taken.get(size) ?? 0

  function missing (): readonly RsaSize[] {
    const limit = Math.max(0, ...[...servers].map((server) => server.limit))
    return rsaSizes.filter((size) => keysOf(size).length < Math.min(limit, timesTaken(size) + 1))
  }

  function watch (): void {
    if (missing().length > 0) stopWatching ??= watchIdleTime(shortIdle, look)
  }

  function rest (): void {
    stopWatching?.()
    stopWatching = undefined
  }

  function look (idleMs: number): void {
    if (missing().length === 0) return rest()
    if (generating !== undefined || awaited > 0) return
    const size = missing().find((size) => idleMs >= (timesTaken(size) > 0 ? shortIdle : longIdle))
    if (size !== undefined) void add(size)
  }

  async function add (size: RsaSize): Promise<void> {
    const controller = generating = new AbortController()
    try {
      const key = await generateAhead(size, controller.signal)
      if (controller.signal.aborted) key.fill(0)
      else keysOf(size).push(key)
    } catch {
      // Where no thread can be started, the next create reports it.
      if (!controller.signal.aborted) rest()
    } finally {
      if (generating === controller) generating = undefined
    }
  }

  async function generateNow (size: RsaSize): Promise<RsaMaterial> {
    awaited++
    try {
      return await generate(size)
    } finally {
      awaited--
    }
  }

  function erase (): void {
    rest()
    generating?.abort()
    for (const ready of keys.values()) for (const key of ready.splice(0)) key.fill(0)
    taken.clear()
  }

  return {
    open (limit) {
      const server = { limit }
      return {
        take (size) {
          const key = keysOf(size).shift()
          taken.set(size, timesTaken(size) + 1)
          watch()
          return key === undefined ? generateNow(size) : readRsaKey(key)
        },
        count: (size) => keysOf(size).length,
        fill () {
          servers.add(server)
          watch()
        },
        close () {
          servers.delete(server)
          if (servers.size === 0) erase()
        }
      }
    }
  }
}

/** The pool of this process. */
export const rsaKeyPool = createRsaKeyPool({
  generate: generateRsaKey, generateAhead: generateRsaKeyAhead, watchIdleTime
})
