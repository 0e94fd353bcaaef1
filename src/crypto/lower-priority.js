// Lets the thread that calls it stand back when others want the processor.

import { setPriority } from 'node:os'

/**
 * Long work on every core would make the event loop wait for its turn. Linux keeps a nice value for each thread; elsewhere this would
 * slow down the whole process.
 * @param {number} nice
 */
export function lowerPriority (nice) {
  if (process.platform !== 'linux') return
  try {
    setPriority(nice)
  } catch {
    // Where a sandbox forbids it, the work is done at the same priority as the rest.
  }
}
