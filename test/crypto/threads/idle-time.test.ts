// The idle time of the event loop, by which keys are generated ahead.

import { expect, it } from 'vitest'
import { watchIdleTime } from '../../../src/crypto/threads/idle-time.js'

/** Keeps the event loop occupied. */
function work (milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

/** What a watch of 50 milliseconds finds, until it finds this much. */
function idleTimes (enough: number, meanwhile: (idleMs: number) => void): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const found: number[] = []
    // The watch keeps no process alive; this does.
    const alive = setInterval(() => {}, 1000)
    const stop = watchIdleTime(50, (idleMs) => {
      found.push(idleMs)
      if (idleMs >= enough) {
        stop()
        clearInterval(alive)
        resolve(found)
      } else {
        meanwhile(idleMs)
      }
    })
  })
}

it('adds up while the event loop has little to do, and starts again when it was busy', async () => {
  let works = 2
  const found = await idleTimes(200, (idleMs) => { if (idleMs >= 50 && works-- > 0) work(100) })
  expect(found.slice(-4)).toEqual([50, 100, 150, 200])
  expect(found.filter((idleMs) => idleMs === 0).length).toBeGreaterThanOrEqual(2)
})
