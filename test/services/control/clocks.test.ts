// Clocks that tests move, over a real time that goes on meanwhile.

import { beforeEach, describe, expect, it } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { controlErrors } from '../../../src/domain/errors/control/control.js'
import { createMovableClocks, type MovableClocks } from '../../../src/services/control/clocks.js'

const start = Date.parse('2026-01-01T00:00:00Z')
const hour = 3_600_000
const domain = '11111111-1111-4111-8111-111111111111'

let real: number
let clocks: MovableClocks
beforeEach(() => {
  real = start
  clocks = createMovableClocks(oneClock(() => real))
})

describe.each([['the server', undefined], ['a domain', domain]])('of %s', (_name, owner) => {
  const time = () => (owner === undefined ? clocks.server : clocks.of(owner))() - start

  it('shows the real time at first', () => {
    real += hour
    expect([time(), clocks.show(owner).real]).toEqual([hour, true])
  })

  it('a frozen clock runs on from where it was frozen, however long that was', () => {
    clocks.move(owner, { frozen: true })
    real += 24 * hour
    expect(time()).toBe(0)
    clocks.move(owner, { frozen: false })
    real += hour
    expect(time()).toBe(hour)
  })

  it('a set clock runs on, and an advanced one adds to it', () => {
    clocks.move(owner, { time: start + 10 * hour })
    real += hour
    expect(time()).toBe(11 * hour)
    clocks.move(owner, { advance: -2 * hour })
    expect(time()).toBe(9 * hour)
    clocks.move(owner, { time: start, advance: hour })
    expect(time()).toBe(hour)
  })

  it('keeps what a move does not name', () => {
    clocks.move(owner, { frozen: true, appliesToClient: true })
    expect(clocks.move(owner, { advance: hour })).toMatchObject({ frozen: true, appliesToClient: true })
    expect(clocks.move(owner, { appliesToClient: false })).toMatchObject({ frozen: true, time: start + hour })
    expect(clocks.release(owner)).toEqual({ time: start, frozen: false, real: true, appliesToClient: false })
  })

  it.each([{ time: start, advance: -60 * 365 * 24 * hour }, { advance: 1e16 }, { time: -1 }])('refuses %j', (move) => {
    clocks.move(owner, { advance: hour })
    const { ControlRequestInvalid: kind } = controlErrors
    expect(() => clocks.move(owner, move)).toThrow(expect.objectContaining({ kind }))
    expect(time()).toBe(hour)
  })
})

it('a domain that is moved starts from the time of the server, and leaves it then', () => {
  clocks.move(undefined, { advance: 10 * hour })
  clocks.move(domain, { advance: hour })
  clocks.move(undefined, { advance: 100 * hour, appliesToClient: true })
  expect([clocks.of(domain)() - start, clocks.appliesToClient(domain), clocks.appliesToClient()])
    .toEqual([11 * hour, false, true])
  clocks.releaseAll()
  expect([clocks.of(domain)(), clocks.server(), clocks.appliesToClient()]).toEqual([start, start, false])
})
