// What must be true after whatever was done to a server: nothing broke, nothing was kept, others are served.

import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import type { TestEmulator } from '../harness/emulator.js'

/** Sockets of this process by kind, servers and clients alike. */
function openSockets (): number {
  return process.getActiveResourcesInfo().filter((kind) => /^(TCP|TLS|Pipe)/.test(kind)).length
}

/** To be called before: gives the check to be made after. */
export function watch (emulator: TestEmulator): () => Promise<void> {
  const before = openSockets()
  return async () => {
    expect((await emulator.api('GET', '/random')).status).toBe(200)
    const lines = emulator.log().split('\n').filter((line) => line !== '').map((line) =>
      JSON.parse(line) as { level: string, http_status?: number, err?: unknown })
    expect(lines.filter(({ level, http_status: status = 0 }) => level === 'error' || level === 'fatal' ||
      status >= 500)).toEqual([])
    // One connection of `emulator.client` may have come since. Sockets close a few turns after their last byte.
    for (let turn = 0; turn < 500 && openSockets() > before + 2; turn++) await delay(10)
    expect(openSockets()).toBeLessThanOrEqual(before + 2)
  }
}
