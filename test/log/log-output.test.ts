// How log lines leave the process: together, in order, and without ever holding it up.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { batchForMs, logOutput } from '../../src/log/log-output.js'

/** A reader with a pipe of this many bytes. */
function pipe (room: number): { written: string[], room: number, writeSync: (chunk: Buffer) => number } {
  const reader = {
    written: [] as string[],
    room,
    writeSync (chunk: Buffer): number {
      if (reader.room === 0) throw Object.assign(new Error('full'), { code: 'EAGAIN' })
      const taken = chunk.subarray(0, reader.room)
      reader.written.push(taken.toString())
      reader.room -= taken.length
      return taken.length
    }
  }
  return reader
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

describe('log output', () => {
  it('writes the lines of one moment together', () => {
    const reader = pipe(100)
    const output = logOutput(reader.writeSync)
    output.write('one\n')
    output.write('two\n')
    expect(reader.written).toEqual([])
    vi.advanceTimersByTime(batchForMs)
    expect(reader.written).toEqual(['one\ntwo\n'])
  })

  it('keeps what a full pipe does not take, and its order', () => {
    const reader = pipe(6)
    const output = logOutput(reader.writeSync)
    output.write('one\n')
    output.write('two\n')
    output.flushSync()
    output.write('three\n')
    expect(reader.written).toEqual(['one\ntw'])
    reader.room = 100
    output.flushSync()
    expect(reader.written.join('')).toBe('one\ntwo\nthree\n')
  })

  it('writes what a full pipe did not take, once there is room, without another call', () => {
    const reader = pipe(0)
    const output = logOutput(reader.writeSync)
    output.write('one\n')
    vi.advanceTimersByTime(batchForMs)
    output.write('two\n')
    reader.room = 100
    vi.runAllTimers()
    expect(reader.written.join('')).toBe('one\ntwo\n')
  })

  it('keeps the order of long lines and of many lines', () => {
    const reader = pipe(Infinity)
    const output = logOutput(reader.writeSync)
    const lines = [1, 20_000, 1, 70_000, 3, ...Array<number>(3000).fill(50)].map((length, index) =>
      `${index}${'\u20ac'.repeat(length)}\n`)
    for (const line of lines) output.write(line)
    vi.runAllTimers()
    expect(reader.written.join('')).toBe(lines.join(''))
  })

  it('gives up on a full pipe without a reader', () => {
    let tries = 0
    const output = logOutput(() => { tries++; throw Object.assign(new Error('full'), { code: 'EAGAIN' }) })
    output.write('one\n')
    output.flushSync()
    expect(tries).toBeLessThan(100)
  })

  it('is silent once the pipe is closed', () => {
    let tries = 0
    const output = logOutput(() => { tries++; throw Object.assign(new Error('closed'), { code: 'EPIPE' }) })
    output.write('one\n')
    output.flushSync()
    output.write('two\n')
    vi.advanceTimersByTime(batchForMs)
    expect(tries).toBe(1)
  })

  it('drops lines instead of filling the memory', () => {
    const reader = pipe(0)
    const output = logOutput(reader.writeSync)
    const line = 'x'.repeat(1024 * 1024)
    for (let count = 0; count < 40; count++) output.write(line)
    reader.room = Infinity
    output.flushSync()
    expect(reader.written.join('').length).toBe(17 * line.length)
  })
})
