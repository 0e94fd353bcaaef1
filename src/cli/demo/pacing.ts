// What happens between two steps of the demo: nothing, a pause, or waiting for a key.

import { setTimeout } from 'node:timers/promises'
import type { Input, Output } from '../command.js'
import { columnsOf } from '../help/wrap.js'

/** `quit`: by q, Ctrl+D or the end of the input. `interrupt`: by Ctrl+C. */
export type Next = 'continue' | 'quit' | 'interrupt'

/** Decides how to continue after a step that wrote this number of lines. */
export type Pace = (lines: number) => Promise<Next>

export interface PaceOptions {
  readonly auto: boolean
  readonly fast: boolean
  readonly stdin: Input | undefined
  readonly stdout: Output
  /** Resolves after this number of milliseconds, or earlier when aborted. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** On a terminal the demo pauses or waits for a key press; other programs get the output at once. */
export function paceOf ({ auto, fast, stdin, stdout, delay = realDelay }: PaceOptions): Pace {
  const keyboard = stdin?.isTTY === true ? stdin : undefined
  if (fast || stdout.isTTY !== true || (!auto && keyboard === undefined)) return () => Promise.resolve('continue')

  return async (lines) => {
    const over = new AbortController()
    const clear = keyboard === undefined ? () => {} : show(stdout, auto ? 'next step soon; any key skips the wait, q quits' : 'any key continues, q quits')
    const ways: Promise<Next>[] = []
    if (keyboard !== undefined) ways.push(nextKey(keyboard, over.signal))
    if (auto) ways.push(delay(readingTime(lines), over.signal).then(() => 'continue'))
    try {
      return await Promise.race(ways)
    } finally {
      over.abort()
      clear()
    }
  }
}

/** Milliseconds to skim this number of lines of JSON. */
const readingTime = (lines: number) => 1500 + 200 * lines

async function realDelay (ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {})
}

/** Writes a line that the returned function removes, so it has to be one line of the terminal. */
function show (stdout: Output, text: string): () => void {
  const prompt = `  [${text}] `
  stdout.write(`\n${prompt.length < columnsOf(stdout) ? prompt : '  [q quits] '}`)
  return () => { stdout.write('\r\u001b[K') }
}

const endings: ReadonlyMap<string, Next> = new Map([
  ['q', 'quit'], ['Q', 'quit'], ['\u0004', 'quit'], ['\u0003', 'interrupt']
])

async function nextKey (stdin: Input, signal: AbortSignal): Promise<Next> {
  return await new Promise((resolve) => {
    const pressed = (data: unknown) => { finish(endings.get(String(data).slice(0, 1)) ?? 'continue') }
    const ended = () => { finish('quit') }
    const aborted = () => { finish('continue') }
    function finish (next: Next): void {
      stdin.off('data', pressed).off('end', ended).off('close', ended)
      signal.removeEventListener('abort', aborted)
      stdin.setRawMode?.(false)
      stdin.pause()
      resolve(next)
    }
    if (stdin.readableEnded || stdin.destroyed) {
      resolve('quit')
      return
    }
    stdin.on('data', pressed).on('end', ended).on('close', ended)
    signal.addEventListener('abort', aborted)
    stdin.setRawMode?.(true)
    stdin.resume()
  })
}
