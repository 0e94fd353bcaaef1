// What every fault is given, and the folder with a few keys that it begins with.

import assert from 'node:assert/strict'
import type { Workplace } from '../../bench/servers.js'
import { check, creation, type KnownKey } from './known-keys.js'
import { send } from './request.js'
import type { Seeded } from './seeded.js'
import { serve, serveReady, type Folders } from './server-process.js'

export interface FaultSetting {
  readonly workplace: Workplace
  /** Empty or not there yet. */
  readonly folder: string
  readonly seeded: Seeded
  /** Places at which the database is damaged. */
  readonly flips: number
  readonly progress: (text: string) => void
}

/**
 * Gives what was found in one line, which begins with SKIPPED where the machine does not allow it.
 * Throws when a rule was broken.
 */
export type Fault = (setting: FaultSetting) => Promise<string>

/** A closed folder with some keys that work. */
export async function usedFolder (
  { workplace, seeded }: Pick<FaultSetting, 'workplace' | 'seeded'>, folders: Folders, count = 12
): Promise<KnownKey[]> {
  const server = await serveReady(workplace, folders)
  const requests = Array.from({ length: count }, () => creation(seeded))
  for (const request of requests) assert(await send(server, request))
  const keys = requests.map(({ subject }) => subject)
  for (const key of keys) await check(server, key)
  assert.equal(await server.stop(), 0)
  return keys
}

/** The start is refused with this exit code and a text that names this. */
export async function expectRefused (
  workplace: Workplace, folders: Folders, code: number, text: RegExp
): Promise<void> {
  const started = await serve(workplace, folders)
  if (started.outcome === 'running') await started.kill()
  assert.deepEqual(
    [started.outcome, started.outcome === 'ended' && started.code],
    ['ended', code],
    started.outcome === 'ended' ? started.text : 'it started'
  )
  assert.match(started.outcome === 'ended' ? started.text : '', text)
}

export async function expectSound (workplace: Workplace, folders: Folders, keys: readonly KnownKey[]): Promise<void> {
  const server = await serveReady(workplace, folders)
  for (const key of keys) await check(server, key)
  assert.equal(await server.stop(), 0)
}
