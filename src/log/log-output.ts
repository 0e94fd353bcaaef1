// Writes log lines in batches.
//
// It is not here for speed. It replaces pino's destination (sonic-boom), whose exit handler tries a full pipe again
// forever: an emulator whose log reader stalls could not be stopped.

import { codeOf } from '../domain/thrown.js'

/**
 * Largest number of characters that wait for a slow reader. Beyond it, lines are dropped, so that
 * the log cannot exhaust memory.
 */
const mostWaiting = 16 * 1024 * 1024

/** Milliseconds that a line waits for others: one system call per line costs a busy server a tenth of its time. */
export const batchForMs = 10

/** Largest batch in bytes. */
const gatheredSize = 64 * 1024

/** Milliseconds between tries on a full pipe. */
const retryAfter = 100

/** Tries on a full pipe, without a pause, before the process leaves. */
const lastTries = 10

interface LogOutput {
  write (line: string): void
  /** Writes waiting lines as far as the reader accepts them. pino calls it after a fatal entry. */
  flushSync (): void
}

/**
 * `writeSync` writes some of the bytes, returns their number, and throws EAGAIN when the pipe is full.
 * Flushes when the process exits.
 */
export function logOutput (writeSync: (chunk: Buffer) => number): LogOutput {
  const gathered = Buffer.allocUnsafe(gatheredSize)
  let used = 0
  /** What the reader has not accepted yet. */
  let rest = Buffer.alloc(0)
  let scheduled = false
  let broken = false

  function writeGathered (): void {
    rest = rest.length === 0 ? gathered.subarray(0, used) : Buffer.concat([rest, gathered.subarray(0, used)])
    used = 0
    writeRest()
  }

  function writeRest (): void {
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(rest))
    } catch (error) {
      // Any error other than a full pipe: the reader is gone, so there is nowhere left to report it.
      broken = codeOf(error) !== 'EAGAIN'
      // A copy, because `gathered` is filled again.
      rest = Buffer.from(broken ? '' : rest)
      if (!broken) schedule(retryAfter)
    }
  }

  function schedule (after: number): void {
    if (scheduled) return
    scheduled = true
    setTimeout(() => {
      scheduled = false
      writeGathered()
    }, after).unref()
  }

  // Converted to bytes immediately, so that the garbage collector does not have to keep strings until they are written.
  function write (line: string): void {
    if (broken || rest.length + used > mostWaiting) return
    // A UTF-16 unit needs three bytes at most.
    if (used + line.length * 3 > gatheredSize) writeGathered()
    if (line.length * 3 <= gatheredSize) used += gathered.write(line, used)
    else writeLong(line)
    schedule(batchForMs)
  }

  function writeLong (line: string): void {
    rest = Buffer.concat([rest, Buffer.from(line)])
    writeRest()
  }

  function flushSync (): void {
    for (let tries = 0; tries < lastTries && rest.length + used > 0; tries++) writeGathered()
  }

  process.once('exit', flushSync)
  return { write, flushSync }
}
