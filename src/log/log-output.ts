// Where log lines leave the process: gathered for a moment, then written together.
//
// Not pino's own destination: its exit handler waits without end for a pipe that is full, and for one that is closed.

import { codeOf } from '../domain/thrown.js'

/** Characters that may wait for a reader who does not read; beyond it lines are dropped, as a log must not take the memory of the server. */
const mostWaiting = 16 * 1024 * 1024

/** Milliseconds that a line may wait for others: a system call for each costs a busy server a tenth of its time. */
export const gatherFor = 10

/** Bytes that are gathered at most before they are written. */
const gatheredSize = 64 * 1024

/** Milliseconds between tries on a full pipe. */
const retryAfter = 100

/** Tries on a full pipe, without a pause, before the process leaves. */
const lastTries = 10

interface LogOutput {
  write (line: string): void
  /** Writes what waits as far as the reader takes it. pino calls it after a fatal entry. */
  flushSync (): void
}

/** `writeSync` writes a part of the bytes, gives their number, and throws EAGAIN when the pipe is full. Flushes by itself when the process exits. */
export function logOutput (writeSync: (chunk: Buffer) => number): LogOutput {
  const gathered = Buffer.allocUnsafe(gatheredSize)
  let used = 0
  /** What the reader did not take yet. */
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
      // Any other error than a full pipe: nobody reads any more, and nobody is left to tell.
      broken = codeOf(error) !== 'EAGAIN'
      // A copy, for `gathered` fills anew.
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

  // Bytes at once, so that no text lives until it is written: the garbage collector would carry it along.
  function write (line: string): void {
    if (broken || rest.length + used > mostWaiting) return
    // A UTF-16 unit takes three bytes at most.
    if (used + line.length * 3 > gatheredSize) writeGathered()
    if (line.length * 3 <= gatheredSize) used += gathered.write(line, used)
    else writeLong(line)
    schedule(gatherFor)
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
