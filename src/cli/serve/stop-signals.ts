// What signals and uncaught errors do to a running server: the first lets it drain and close, the second ends the process at once.

import { constants } from 'node:os'
import closeWithGrace from 'close-with-grace'
import type { Logger } from '../../log/log.js'

/** Milliseconds. Closing drains for one second at most by itself; this is for the case that it hangs. */
const patience = 2000

// Node must not run JavaScript after a real SIGSEGV and its like (Node's documentation, "Signal events"); SIGUSR2 is other people's; an empty event loop is no reason to close.
const notOurs: closeWithGrace.AllEvents[] = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV', 'SIGUSR2', 'beforeExit']

/** Exits 0 after a signal, 1 after an uncaught error or when closing fails, 128 + its number at a second signal. Handlers of our own are what makes signals work for process 1. */
export function closeOnSignal (log: Logger, close: () => Promise<void>): void {
  closeWithGrace({
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
}
