// Where log lines leave the process: gathered for one turn of the event loop, then written together.
//
// Not pino's own destination: its exit handler waits without end for a pipe that is full, and for one that is closed.

/** Characters that may wait for a reader who does not read; beyond it lines are dropped, as a log must not take the memory of the server. */
const mostWaiting = 16 * 1024 * 1024

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
  let lines: string[] = []
  let length = 0
  let rest = Buffer.alloc(0)
  let scheduled = false
  let broken = false

  function attempt (): void {
    scheduled = false
    if (lines.length > 0) rest = Buffer.concat([rest, Buffer.from(lines.join(''))])
    lines = []
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(rest))
    } catch (error) {
      // Any other error than a full pipe: nobody reads any more, and nobody is left to tell.
      broken = !(error instanceof Error && 'code' in error && error.code === 'EAGAIN')
      if (broken) rest = Buffer.alloc(0)
      else schedule(() => { setTimeout(attempt, retryAfter).unref() })
    }
    length = rest.length
  }

  function schedule (later: () => void): void {
    if (!scheduled) later()
    scheduled = true
  }

  function write (line: string): void {
    if (broken || length > mostWaiting) return
    lines.push(line)
    length += line.length
    schedule(() => { setImmediate(attempt) })
  }

  function flushSync (): void {
    for (let tries = 0; tries < lastTries && length > 0; tries++) attempt()
  }

  process.once('exit', flushSync)
  return { write, flushSync }
}
