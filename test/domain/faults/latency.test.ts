// How a latency is written, and the times that it gives.

import { describe, expect, it } from 'vitest'
import { readLatency } from '../../../src/domain/faults/latency.js'
import { randomSequence } from '../../../src/domain/faults/random-sequence.js'

function times (text: string): readonly number[] {
  const latency = readLatency(text)
  if (latency === undefined) throw new Error(`${text} is not accepted`)
  const random = randomSequence(1)
  return Array.from({ length: 5000 }, () => latency(random))
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function deviation (numbers: readonly number[]): number {
  const middle = mean(numbers)
  return Math.sqrt(mean(numbers.map((one) => (one - middle) ** 2)))
}

describe('readLatency', () => {
  it('reads a fixed time', () => {
    expect(new Set(times('200ms'))).toEqual(new Set([200]))
    expect(new Set(times('PT1.5S'))).toEqual(new Set([1500]))
  })

  it('reads a range, all of whose times are as likely', () => {
    const all = times('20ms..80ms')
    expect(Math.min(...all)).toBeGreaterThanOrEqual(20)
    expect(Math.max(...all)).toBeLessThan(80)
    expect(mean(all)).toBeCloseTo(50, 0)
    expect(new Set(times('PT0.02S..20ms'))).toEqual(new Set([20]))
  })

  it.each(['100ms+-10ms', '100ms±10ms'])('reads a mean and a deviation: %s', (text) => {
    const all = times(text)
    expect(mean(all)).toBeCloseTo(100, 0)
    expect(deviation(all)).toBeCloseTo(10, 0)
  })

  it('gives no time below zero', () => {
    expect(Math.min(...times('1ms+-10ms'))).toBe(0)
  })

  it('knows a profile that is near the service', () => {
    const all = times('service')
    expect(mean(all)).toBeCloseTo(30, 0)
    expect(Math.max(...all)).toBeLessThan(60)
  })

  it.each([
    '', '200', '-200ms', '80ms..20ms', '20ms..', '..20ms', '20ms-80ms', '11m', '20ms..11m', 'Service', 'toString', '1y'
  ])('does not read %j', (text) => {
    expect(readLatency(text)).toBeUndefined()
  })
})
