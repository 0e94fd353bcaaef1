// Asks the user at the terminal a question.

import { createInterface } from 'node:readline'
import type { Surroundings } from './command.js'

/** Whether input and output are a terminal. */
export function isInteractive ({ stdin, stdout }: Pick<Surroundings, 'stdin' | 'stdout'>): boolean {
  return stdin?.isTTY === true && stdout.isTTY === true
}

/** True for y and yes; false for everything else, and for the end of the input. */
export async function confirm (
  { stdin, stdout }: Pick<Surroundings, 'stdin' | 'stdout'>, question: string
): Promise<boolean> {
  if (stdin === undefined) return false
  stdout.write(`${question} [y/N] `)
  const lines = createInterface({ input: stdin, terminal: false })
  const answer = await new Promise<string>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => { resolve('') })
  })
  lines.close()
  return /^y(es)?$/i.test(answer.trim())
}
