// A typical change of the code: the row of ARCHITECTURE.md that says where it goes, its
// edits, and what works afterwards.

import type { ChangedEmulator } from './changed-emulator.js'

export interface Edit {
  /** As ARCHITECTURE.md names it: from the root or from `src`. */
  readonly file: string
  /** Occurs once in the file. Without it, the file is new. */
  readonly text?: string
  readonly replacement: string
}

export interface Change {
  /** The first cell of the row in the where-to-change table. */
  readonly row: string
  readonly edits: readonly Edit[]
  /** What tests must learn, each in a file of `test/`: the compiler names them, so the row does not. */
  readonly tests?: readonly Edit[]
  /** What the row names for other cases. */
  readonly notNeeded?: readonly string[]
  /** Rejects when the change does not work. */
  readonly works: (changed: ChangedEmulator) => void | Promise<void>
}

/** Puts lines in front of a text of the file. */
export const before = (file: string, text: string, added: string): Edit => ({ file, text, replacement: added + text })

export const after = (file: string, text: string, added: string): Edit => ({ file, text, replacement: text + added })

export const instead = (file: string, text: string, replacement: string): Edit => ({ file, text, replacement })

export const create = (file: string, replacement: string): Edit => ({ file, replacement })
