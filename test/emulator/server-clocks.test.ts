// The clocks with which a server starts.

import { describe, expect, it } from 'vitest'
import { createServerClocks, deterministicStart } from '../../src/emulator/server-clocks.js'

const machineClock = () => 5000
const day = 86_400_000

describe('clocks at the start', () => {
  it('show the time of the machine, and run', () => {
    const clocks = createServerClocks({ deterministic: undefined }, { machineClock })
    expect(clocks.show()).toEqual({ time: 5000, frozen: false, real: true, appliesToClient: false })
  })

  it('are frozen at a fixed time in deterministic mode, to which they return', () => {
    const clocks = createServerClocks({ deterministic: 'a' }, { machineClock })
    const start = { time: deterministicStart, frozen: true, real: false, appliesToClient: false }
    expect(clocks.show()).toEqual(start)
    expect(clocks.show('a domain')).toEqual(start)
    clocks.move('a domain', { advance: 2 * day })
    clocks.move(undefined, { advance: day })
    expect([clocks.server(), clocks.of('a domain')()]).toEqual([deterministicStart + day, deterministicStart + 2 * day])
    clocks.releaseAll()
    expect(clocks.show()).toEqual(start)
    expect(clocks.show('a domain')).toEqual(start)
  })

  it('run on from the fixed time once they are resumed', () => {
    const clocks = createServerClocks({ deterministic: 'a' }, { machineClock })
    expect(clocks.move(undefined, { frozen: false })).toMatchObject({ time: deterministicStart, frozen: false })
  })

  it('show the clock of the program in either mode', () => {
    for (const deterministic of [undefined, 'a']) {
      const clocks = createServerClocks({ deterministic }, { clock: () => 7000, machineClock, appliesToClient: true })
      expect(clocks.show()).toEqual({ time: 7000, frozen: false, real: true, appliesToClient: true })
    }
  })
})
