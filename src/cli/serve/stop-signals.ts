// What signals and uncaught errors do to a running server: the first lets it drain and close, the
// second ends the process at once.

import { constants } from 'node:os'
import closeWithGrace from 'close-with-grace'
import type { Logger } from '../../log/log.js'

/** Milliseconds. Closing normally takes at most one second; this limit applies if it hangs. */
const patience = 2000

// Node must not run JavaScript after a real SIGSEGV and its like (Node's documentation, "Signal events"); SIGUSR2 is
// used by other tools; an empty event loop is not a reason to close.
const notOurs: closeWithGrace.AllEvents[] = [
  'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV', 'SIGUSR2', 'beforeExit'
]

/**
 * Exits 0 after a signal, 1 after an uncaught error or when closing fails, 128 + its number at a second signal.
 * Explicit handlers are required for signals to work in process 1.
 */
export function closeOnSignal (
  log: Logger, env: Readonly<Record<string, string | undefined>>, close: () => Promise<void>
): void {
  const closing = closeWithGrace({
    delay: patience,
    logger: { error: (error: unknown) => { log.error({ err: error }, 'closing failed') } },
    skip: notOurs,
    onSecondSignal: (signal) => process.exit(128 + constants.signals[signal]),
    onTimeout: () => { log.error('closing took too long, ended') }
  }, async ({ signal, err }) => {
    if (err !== undefined) log.fatal({ err }, 'uncaught error, closing')
    else log.info(`${signal ?? 'asked to stop'}, closing`)
    await close()
  })
  if (env['npm_package_name'] === 'okms-emulator' && env['npm_lifecycle_event'] === 'start') {
    onNewParent(() => { closing.close() })
  }
}

/** Milliseconds between two looks at the parent. */
const parentInterval = 250

/**
 * SIGTERM to `npm start` ends npm and the shell that it runs the script in, but reaches no child of the shell
 * (npm/cli#6684). The server then has another parent. Other scripts may leave a server running on purpose.
 */
function onNewParent (close: () => void): void {
  const { ppid } = process
  const timer = setInterval(() => {
    if (process.ppid === ppid) return
    clearInterval(timer)
    close()
  }, parentInterval).unref()
}
