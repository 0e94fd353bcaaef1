// Signals that a user sends to this process and means for the command that it runs.

import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'

export const passedSignals = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const
export type PassedSignal = typeof passedSignals[number]

/** A terminal sends these to every process in the foreground, so the command has them already. */
const sentByTerminal: ReadonlySet<PassedSignal> = new Set(['SIGINT', 'SIGQUIT'])

/** As a shell does (POSIX, 2.8.2 Exit Status for Commands). */
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal]

export interface SignalPassing {
  /** The first one that came before there was a command. */
  early (): PassedSignal | undefined
  /** From now on, signals go to this process. */
  to (child: ChildProcess): void
  /** From now on, signals act as by default. */
  end (): void
}

/** While it runs, none of the signals ends this process. @param onTerminal Whether a terminal sends Ctrl+C to both. */
export function passSignals ({ onTerminal }: { readonly onTerminal: boolean }): SignalPassing {
  let first: PassedSignal | undefined
  let command: ChildProcess | undefined
  const take = (signal: PassedSignal) => {
    first ??= signal
    if (!(onTerminal && sentByTerminal.has(signal))) command?.kill(signal)
  }
  for (const signal of passedSignals) process.on(signal, take)
  return {
    early: () => first,
    to: (child) => { command = child },
    end: () => { for (const signal of passedSignals) process.off(signal, take) }
  }
}
