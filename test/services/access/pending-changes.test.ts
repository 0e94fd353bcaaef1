// Changes that do not count yet: when they do, in which order, and by which clock.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Clocks } from '../../../src/domain/clock.js'
import { createPendingChanges, type PendingChanges } from '../../../src/services/access/pending-changes.js'

interface Item {
  readonly id: string
  readonly value: string
}

const domain = '11111111-1111-4111-8111-111111111111'
const item = (id: string, value: string): Item => ({ id, value })

const now = { server: 1000, domain: 1000 }
const clocks: Clocks = { server: () => now.server, of: () => () => now.domain }
let delays: number[]
let changes: PendingChanges<Item>
beforeEach(() => {
  Object.assign(now, { server: 1000, domain: 1000 })
  delays = []
  changes = createPendingChanges({ clocks, delay: () => delays.shift() ?? 50, idOf: ({ id }) => id })
})

/** What counts at a time of the server's clock, where these items are there. */
function counted (time: number, ...items: readonly Item[]): readonly string[] {
  now.server = time
  changes.advance()
  return changes.asCounted(items).map(({ id, value }) => `${id}=${value}`).sort()
}

describe('an item', () => {
  it('that is new counts when its time has come, and not before', () => {
    changes.add('a', undefined)
    expect([counted(1000, item('a', 'new')), counted(1049, item('a', 'new')), counted(1050, item('a', 'new'))])
      .toEqual([[], [], ['a=new']])
  })

  it('that changed counts as it was', () => {
    changes.add('a', item('a', 'old'))
    expect([counted(1049, item('a', 'new')), counted(1050, item('a', 'new'))]).toEqual([['a=old'], ['a=new']])
  })

  it('that was removed counts on', () => {
    changes.add('a', item('a', 'old'))
    expect([counted(1049), counted(1050)]).toEqual([['a=old'], []])
  })

  it('does not hold up others', () => {
    delays = [50, 30]
    changes.add('a', item('a', 'old'))
    changes.add('b', undefined)
    const all = [item('a', 'new'), item('b', 'new'), item('c', 'same')]
    expect([counted(1029, ...all), counted(1030, ...all), counted(1050, ...all)]).toEqual([
      ['a=old', 'c=same'], ['a=old', 'b=new', 'c=same'], ['a=new', 'b=new', 'c=same']
    ])
  })

  it('that changes again takes each change at its time', () => {
    delays = [50, 50]
    changes.add('a', undefined)
    now.server = 1010
    changes.add('a', item('a', 'first'))
    const last = item('a', 'second')
    expect([counted(1049, last), counted(1050, last), counted(1059, last), counted(1060, last)])
      .toEqual([[], ['a=first'], ['a=first'], ['a=second']])
  })

  it('takes its changes in their order, also where a later one is faster', () => {
    delays = [60, 30]
    changes.add('a', undefined)
    now.server = 1010
    changes.add('a', item('a', 'first'))
    expect([counted(1039), counted(1040), counted(1059), counted(1060)]).toEqual([[], [], [], []])
    delays = [60, 30]
    changes.add('b', item('b', 'old'))
    now.server = 1070
    changes.add('b', item('b', 'first'))
    expect([counted(1119), counted(1120)]).toEqual([['b=old'], []])
  })
})

it('tells once that changes came to count', () => {
  changes.add('a', undefined)
  changes.add('b', undefined)
  expect(changes.advance()).toBe(false)
  now.server = 1050
  expect([changes.advance(), changes.advance(), changes.has('a')]).toEqual([true, false, false])
})

it('a change counts once the clock is set back to before it, also for the next change', () => {
  changes.add('a', undefined)
  now.server = 10
  changes.add('a', item('a', 'first'))
  expect(counted(10, item('a', 'second'))).toEqual(['a=first'])
  expect(counted(60, item('a', 'second'))).toEqual(['a=second'])
})

describe('a change in a domain', () => {
  it('goes by the clock of the domain', () => {
    changes.add('a', undefined, domain)
    now.server = 9000
    expect([changes.advance(), changes.has('a')]).toEqual([false, true])
    now.domain = 1050
    expect([changes.advance(), changes.has('a')]).toEqual([true, false])
  })

  it('can be ended with the others of the domain, and with all', () => {
    changes.add('a', undefined, domain)
    changes.add('b', undefined, 'another')
    changes.add('c', undefined)
    changes.end(domain)
    expect(['a', 'b', 'c'].map((id) => changes.has(id))).toEqual([false, true, true])
    changes.end()
    expect(['b', 'c'].map((id) => changes.has(id))).toEqual([false, false])
  })
})
