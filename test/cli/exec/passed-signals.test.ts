// Which signals the command of exec gets from this process.

import type { ChildProcess } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import { passedSignals, passSignals, type SignalPassing } from '../../../src/cli/exec/passed-signals.js'

const passings: SignalPassing[] = []
afterEach(() => { for (const passing of passings.splice(0)) passing.end() })

function passing (onTerminal: boolean) {
  const signals = passSignals({ onTerminal })
  passings.push(signals)
  const got: unknown[] = []
  const child = { kill: (signal: unknown) => got.push(signal) } as unknown as ChildProcess
  return { signals, got, child }
}

const sendAll = () => { for (const signal of passedSignals) process.emit(signal, signal) }

describe('passSignals', () => {
  it('passes on every signal', () => {
    const { signals, got, child } = passing(false)
    signals.to(child)
    sendAll()
    expect(got).toEqual(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'])
  })

  it('but those that a terminal sends to the command as well', () => {
    const { signals, got, child } = passing(true)
    signals.to(child)
    sendAll()
    expect(got).toEqual(['SIGHUP', 'SIGTERM'])
  })

  it('keeps the first that comes before the command, also on a terminal', () => {
    const { signals, got, child } = passing(true)
    expect(signals.early()).toBeUndefined()
    process.emit('SIGINT', 'SIGINT')
    process.emit('SIGTERM', 'SIGTERM')
    signals.to(child)
    expect([signals.early(), got]).toEqual(['SIGINT', []])
  })

  it('ends', () => {
    const before = process.listenerCount('SIGTERM')
    const { signals } = passing(false)
    expect(process.listenerCount('SIGTERM')).toBe(before + 1)
    signals.end()
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })
})
