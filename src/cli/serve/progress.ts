// On a terminal, reports work that takes longer than a second, with its duration. Otherwise prints nothing.

import { noProgress, type Progress } from '../../domain/progress.js'
import type { Output } from '../command.js'

/** Milliseconds. Faster work is not reported. */
const patience = 1000

export function showProgressOn (output: Output): Progress {
  if (output.isTTY !== true) return noProgress
  return async (what, work) => {
    const began = Date.now()
    let reported = false
    const timer = setTimeout(() => {
      reported = true
      output.write(`${what} ...\n`)
    }, patience)
    try {
      return await work
    } finally {
      clearTimeout(timer)
      if (reported) output.write(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s\n`)
    }
  }
}
