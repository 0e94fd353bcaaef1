// On a terminal, says what takes longer than a second, and how long it took; anywhere else nothing.

import { quietly, type Waiting } from '../../domain/waiting.js'
import type { Output } from '../command.js'

/** Work that is done within this time is not worth a line. Milliseconds. */
const patience = 1000

export function waitingOn (output: Output, { afterMs = patience, now = Date.now }: { readonly afterMs?: number, readonly now?: () => number } = {}): Waiting {
  if (output.isTTY !== true) return quietly
  return async (what, work) => {
    const began = now()
    let told = false
    const timer = setTimeout(() => {
      told = true
      output.write(`${what} ...\n`)
    }, afterMs)
    try {
      return await work
    } finally {
      clearTimeout(timer)
      if (told) output.write(`${what}: ${((now() - began) / 1000).toFixed(1)} s\n`)
    }
  }
}
