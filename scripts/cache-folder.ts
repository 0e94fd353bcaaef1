// Where scripts keep what takes minutes to make: outside the checkout, so that a fresh clone finds it again.

import { mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export function cacheFolder (...names: readonly string[]): string {
  const folder = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'okms-emulator', ...names)
  mkdirSync(folder, { recursive: true })
  return folder
}
