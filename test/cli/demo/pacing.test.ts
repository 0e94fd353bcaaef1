// When the demo pauses, for how long, and what ends it.

import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { paceOf } from '../../../src/cli/demo/pacing.js'

function keyboard () {
  const modes: boolean[] = []
  return Object.assign(new PassThrough(), { isTTY: true, modes, setRawMode: (raw: boolean) => { modes.push(raw) } })
}

const output = (isTTY: boolean) => ({ isTTY, text: '', write (text: string) { this.text += text } })

function recorded () {
  const pauses: number[] = []
  return { pauses, delay: (ms: number) => { pauses.push(ms); return Promise.resolve() } }
}

const never = () => new Promise<void>(() => {})

describe('--auto', () => {
  it('pauses on a terminal, longer after more lines', async () => {
    const { pauses, delay } = recorded()
    const pace = paceOf({ auto: true, fast: false, stdin: undefined, stdout: output(true), delay })
    expect([await pace(5), await pace(20)]).toEqual(['continue', 'continue'])
    const [short = 0, long = 0] = pauses
    expect(short).toBeGreaterThanOrEqual(1500)
    expect(long).toBeGreaterThan(short)
    expect(long).toBeLessThan(10_000)
  })

  it.each([
    { what: 'where the output is no terminal', fast: false, isTTY: false },
    { what: 'with --fast', fast: true, isTTY: true }
  ])('does not pause $what', async ({ fast, isTTY }) => {
    const { pauses, delay } = recorded()
    const stdout = output(isTTY)
    expect(await paceOf({ auto: true, fast, stdin: keyboard(), stdout, delay })(20)).toBe('continue')
    expect([pauses, stdout.text]).toEqual([[], ''])
  })

  it.each([
    { key: ' ', next: 'continue' }, { key: 'q', next: 'quit' }, { key: '\u0003', next: 'interrupt' }
  ])('takes the key $key in a pause', async ({ key, next }) => {
    const stdin = keyboard()
    const ended = paceOf({ auto: true, fast: false, stdin, stdout: output(true), delay: never })(5)
    stdin.write(key)
    expect(await ended).toBe(next)
    expect(stdin.modes).toEqual([true, false])
  })

  it('leaves the keyboard alone when a pause is over', async () => {
    const stdin = keyboard()
    const { delay } = recorded()
    await paceOf({ auto: true, fast: false, stdin, stdout: output(true), delay })(5)
    expect(stdin.modes).toEqual([true, false])
    expect([stdin.listenerCount('data'), stdin.isPaused()]).toEqual([0, true])
  })
})

describe('without --auto', () => {
  it.each([
    { what: 'standard input is no terminal', stdin: Object.assign(new PassThrough(), { isTTY: false }), isTTY: true },
    { what: 'there is no standard input', stdin: undefined, isTTY: true },
    { what: 'standard output is no terminal', stdin: keyboard(), isTTY: false }
  ])('does not wait where $what', async ({ stdin, isTTY }) => {
    expect(await paceOf({ auto: false, fast: false, stdin, stdout: output(isTTY), delay: never })(5)).toBe('continue')
  })

  it('removes its prompt again', async () => {
    const stdin = keyboard()
    const stdout = output(true)
    const ended = paceOf({ auto: false, fast: false, stdin, stdout })(5)
    stdin.write('x')
    await ended
    expect(stdout.text.endsWith('q quits] \r\u001b[K')).toBe(true)
  })

  it('ends at once when the input is closed', async () => {
    const stdin = keyboard()
    stdin.destroy()
    expect(await paceOf({ auto: false, fast: false, stdin, stdout: output(true) })(5)).toBe('quit')
  })
})
