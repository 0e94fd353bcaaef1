// File systems that refuse calls: a library in C, preloaded into the built server, makes calls on one folder fail. Each
// start becomes ready and works, or ends with a text that names what failed; without the fault the next start works.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import type { Workplace } from '../../bench/servers.js'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { createSeeded } from '../durability/seeded.js'
import {
  foldersIn, serve, serveReady, type Answer, type Ended, type Folders, type Running
} from '../durability/server-process.js'
import type { HostileSuite } from './suite.js'

type Call = 'fsync of folders' | 'fsync' | 'chmod' | 'link' | 'open' | 'mkdir' | 'read' | 'write' | 'truncate' |
  'rename' | 'unlink'
type ErrorName = keyof typeof constants.errno

interface Fault {
  readonly call: Call
  readonly errors: readonly ErrorName[]
  /** The server does without the call, so it starts. */
  readonly isReady?: true
}

const faults: readonly Fault[] = [
  { call: 'fsync of folders', errors: ['EINVAL', 'ENOTSUP', 'ENOSYS'], isReady: true },
  { call: 'fsync of folders', errors: ['EIO'] },
  { call: 'fsync', errors: ['EINVAL', 'EIO', 'ENOSPC', 'EDQUOT'] },
  { call: 'chmod', errors: ['EPERM', 'ENOTSUP', 'EROFS', 'EACCES', 'ENOSYS'], isReady: true },
  { call: 'link', errors: ['EPERM', 'ENOTSUP', 'EMLINK', 'ENOSYS'], isReady: true },
  { call: 'open', errors: ['EMFILE', 'ENFILE', 'EACCES', 'EIO'] },
  { call: 'mkdir', errors: ['EACCES', 'ENOSPC', 'EROFS'] },
  { call: 'read', errors: ['EIO'] },
  { call: 'write', errors: ['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'] },
  { call: 'truncate', errors: ['EIO', 'ENOSPC'] },
  { call: 'rename', errors: ['EXDEV', 'EBUSY', 'EPERM', 'ENOSPC'] },
  { call: 'unlink', errors: ['EPERM', 'EBUSY', 'EIO'] }
]

/** What a text says of errors that it does not name. */
const words: Partial<Record<ErrorName, RegExp>> = {
  ENOSPC: /no space is left/, EDQUOT: /no space is left/, EMFILE: /no more files/, ENFILE: /no more files/
}

const places = ['data', 'certs', 'pki'] as const
const exitCodes: ReadonlySet<number | null> = new Set(Object.values(startFailures).map(({ exitCode }) => exitCode))

interface Attempt {
  readonly call: Call
  readonly error: ErrorName
  readonly isReady: boolean
  readonly place: typeof places[number]
  /** The start on empty folders, or one on folders that were used. */
  readonly first: boolean
  /** 0: every call fails. */
  readonly at: number
}

const kinds: readonly Omit<Attempt, 'at'>[] = faults.flatMap(({ call, errors, isReady = false }) =>
  errors.flatMap((error) => places.flatMap((place) => [true, false].map((first) =>
    ({ call, error, isReady, place, first })))))

const nameOf = ({ call, error, place, first, at }: Attempt) =>
  `${at === 0 ? 'every' : `${at}.`} ${call} in ${place} fails with ${error} at ${first ? 'the first' : 'a later'} start`

/** More than a start makes of one kind: a bound for what would never end. */
const mostCalls = 300

/** Seconds of the short form. */
const shortTime = 25

export const fileSystemFaults: HostileSuite = {
  name: 'file system faults',
  needs: ['cc'],
  async run (workplace) {
    const { short, seed, folder, progress } = workplace
    const library = path.join(folder, 'faults.so')
    const source = path.join(import.meta.dirname, 'file-system-faults.c')
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'])
    const count = { starts: 0, ready: 0, refused: 0 }
    const failures: string[] = []

    /** Whether a call failed: beyond the last call of a start, none does. */
    async function attempt (one: Attempt, tried: string): Promise<boolean> {
      count.starts++
      try {
        const outcome = await start(workplace, library, path.join(folder, tried), one)
        if (outcome !== undefined) count[outcome]++
        progress(`${nameOf(one)}: ${outcome ?? 'not reached'}`)
        return outcome !== undefined
      } catch (error) {
        failures.push(`${nameOf(one)}: ${error instanceof Error ? error.message : String(error)}`)
        progress(failures.at(-1) ?? '')
        return true
      }
    }

    await makeUsed(workplace)
    if (short) await sample(seed, attempt)
    else await everyPosition(attempt)
    assert.deepEqual(failures, [])
    assert(count.ready + count.refused > 0, 'no call failed')
    return `${count.starts} starts, in ${count.ready + count.refused} of which a call failed: ${count.ready} became ready and worked, ${count.refused} ended with a text that names the cause; without the fault, each folder started again`
  }
}

type Try = (one: Attempt, tried: string) => Promise<boolean>

async function sample (seed: number, attempt: Try): Promise<void> {
  const seeded = createSeeded(seed)
  const end = performance.now() + shortTime * 1000
  const left = kinds.flatMap((kind) => [0, 1 + seeded.integer(3)].map((at) => ({ ...kind, at })))
  while (performance.now() < end) {
    const [one] = left.splice(seeded.integer(left.length), 1)
    if (one === undefined) return
    await attempt(one, 'tried')
  }
}

/** Two at a time. */
async function everyPosition (attempt: Try): Promise<void> {
  const left = [...kinds]
  await Promise.all(['tried-1', 'tried-2'].map(async (tried) => {
    for (let kind = left.shift(); kind !== undefined; kind = left.shift()) {
      if (!await attempt({ ...kind, at: 0 }, tried)) continue
      for (let at = 1; at <= mostCalls && await attempt({ ...kind, at }, tried); at++);
    }
  }))
}

const usedFolders = ({ folder }: Workplace) => foldersIn(path.join(folder, 'used'))

async function makeUsed (workplace: Workplace): Promise<void> {
  const server = await serveReady(workplace, usedFolders(workplace))
  await expectWorking(server)
  assert.equal(await server.stop(), 0)
}

/** Undefined when no call failed. */
async function start (
  workplace: Workplace, library: string, root: string, attempt: Attempt
): Promise<'ready' | 'refused' | undefined> {
  rmSync(root, { recursive: true, force: true })
  const folders = foldersIn(root)
  for (const place of attempt.first ? [] : places) {
    cpSync(usedFolders(workplace)[place], folders[place], { recursive: true })
  }
  const mark = `${root}.mark`
  rmSync(mark, { force: true })
  const server = await serve(workplace, folders, {
    env: {
      LD_PRELOAD: library,
      FAULT_FOLDER: folders[attempt.place],
      FAULT_CALL: attempt.call,
      FAULT_ERRNO: String(constants.errno[attempt.error]),
      FAULT_AT: String(attempt.at),
      FAULT_MARK: mark
    }
  })
  if (server.outcome === 'running') {
    await expectWorking(server, attempt)
    await server.stop()
  } else {
    expectClear(server, folders, attempt)
  }
  if (!existsSync(mark)) return undefined
  await expectSound(workplace, folders)
  return server.outcome === 'running' ? 'ready' : 'refused'
}

/** A key is created and read. A fault that comes only now refuses a request, and nothing else. */
async function expectWorking (server: Running, fault?: Attempt): Promise<void> {
  const create = async () => await server.call('POST', '/servicekey', { name: 'k', type: 'oct' })
  let made: Answer = await create()
  if (fault?.isReady === false && made.status === 500) {
    assert.match(JSON.stringify(made.body), /the change could not be stored|the stored data cannot be read/)
    if (fault.at === 0) return
    made = await create()
  }
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { id } = made.body as { readonly id: string }
  assert.equal((await server.call('GET', `/servicekey/${id}`)).status, 200)
}

function expectClear ({ code, text }: Ended, folders: Folders, { error, place, isReady }: Attempt): void {
  assert(!isReady, `it did not start: ${text}`)
  assert(exitCodes.has(code), `exit code ${code}: ${text}`)
  assert.doesNotMatch(text, /\n\s+at |unexpected failure/, text)
  assert(text.includes(folders[place]), `no file is named: ${text}`)
  // SQLite says which call failed, not why.
  assert(/\bSQLITE_[A-Z_]+\b/.test(text) || (words[error] ?? new RegExp(`\\b${error}\\b`)).test(text), text)
}

/** The same folders without the fault; nothing that was half written is left. */
async function expectSound (workplace: Workplace, folders: Folders): Promise<void> {
  const server = await serveReady(workplace, folders)
  await expectWorking(server)
  assert.equal(await server.stop(), 0)
  const left = places.flatMap((place) => readdirSync(folders[place])).filter((name) => /\.(tmp|new)$/.test(name))
  assert.deepEqual(left, [])
}
