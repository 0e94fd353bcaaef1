// Requests that wait: until their time, until their client leaves, or until the server stops.

import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDelays, type Delays } from '../../../src/http/steps/delays.js'

let delays: Delays
beforeEach(() => {
  vi.useFakeTimers()
  delays = createDelays()
})
afterEach(() => { vi.useRealTimers() })

function begin (milliseconds: number) {
  const response = new EventEmitter()
  const happened: string[] = []
  const pushed = (what: string) => () => { happened.push(what) }
  delays.wait(milliseconds, response as ServerResponse, pushed('proceeded'), pushed('left'))
  return { happened, leave: () => { response.emit('close') }, listeners: () => response.listenerCount('close') }
}

it('proceeds at its time, and once', () => {
  const { happened, leave, listeners } = begin(1000)
  vi.advanceTimersByTime(999)
  expect(happened).toEqual([])
  vi.advanceTimersByTime(1)
  expect([happened, listeners()]).toEqual([['proceeded'], 0])
  leave()
  delays.end()
  expect(happened).toEqual(['proceeded'])
})

it('proceeds at once without a time', () => {
  const { happened, listeners } = begin(0)
  expect([happened, listeners(), vi.getTimerCount()]).toEqual([['proceeded'], 0, 0])
})

it('ends with its client, and leaves no timer', () => {
  const { happened, leave } = begin(1000)
  leave()
  expect([happened, vi.getTimerCount()]).toEqual([['left'], 0])
  delays.end()
  expect(happened).toEqual(['left'])
})

it('proceeds when the server stops, with all others, and none waits from then on', () => {
  const [one, other] = [begin(1000), begin(600_000)]
  delays.end()
  expect([one.happened, other.happened, vi.getTimerCount()]).toEqual([['proceeded'], ['proceeded'], 0])
  expect([one.listeners(), begin(1000).happened]).toEqual([0, ['proceeded']])
})

it('does not keep the process alive', () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout')
  begin(1000)
  expect(setTimer.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef())).toEqual([false])
  setTimer.mockRestore()
})
