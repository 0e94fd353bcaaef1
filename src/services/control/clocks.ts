// The clocks that tests move: that of the server, and one for each domain that needs its own.

import type { Clocks } from '../../domain/clock.js'
import { refusal } from '../../domain/errors/domain-error.js'
import { controlErrors, field } from '../../domain/errors/control/control.js'
import type { Problem } from '../../domain/errors/wording.js'
import { isShowable } from '../../domain/time-text.js'

/** A change of a clock; what it does not name stays as it is. */
export interface ClockMove {
  /** Epoch milliseconds from which the clock goes on, or at which it stays while it is frozen. */
  readonly time?: number | undefined
  /** Milliseconds to add; negative for the past. */
  readonly advance?: number | undefined
  readonly frozen?: boolean | undefined
  /** Whether the credential of the client files expires by this clock as well. */
  readonly appliesToClient?: boolean | undefined
}

export interface ClockState {
  /** Epoch milliseconds. */
  readonly time: number
  readonly frozen: boolean
  /** Neither moved nor frozen. A domain without a clock of its own shows what the server's is. */
  readonly real: boolean
  readonly appliesToClient: boolean
}

/** Which clock: that of a domain, or of the server where it is undefined. */
type Owner = string | undefined

/**
 * A domain follows the clock of the server until it has its own. From then on, moves of the server do not change it.
 * Nothing is kept over a restart.
 */
export interface MovableClocks extends Clocks {
  show (owner?: Owner): ClockState
  /** Refuses ControlRequestInvalid; then nothing is moved. */
  move (owner: Owner, move: ClockMove): ClockState
  /** Back to the clock that it follows: that of the server for a domain; for the server, what it was at first. */
  release (owner?: Owner): ClockState
  /** Releases all of them. */
  releaseAll (): void
  /** Whether the credential of the client files expires by this clock, and not by the machine's. */
  appliesToClient (owner?: Owner): boolean
}

/** `frozenAt` wins over `offset`. */
interface Setting {
  readonly offset: number
  readonly frozenAt: number | undefined
  readonly appliesToClient: boolean
}

/**
 * @param real The clocks that these are before they are moved; they may be moved as well.
 * @param first What the clock of the server is before it is moved: by default it runs as the real one.
 */
export function createMovableClocks (
  real: Clocks, first: Partial<Pick<Setting, 'frozenAt'>> & { readonly appliesToClient?: boolean | undefined } = {}
): MovableClocks {
  const { frozenAt, appliesToClient = false } = first
  const initial: Setting = { offset: 0, frozenAt, appliesToClient }
  let ofServer = initial
  const ofDomains = new Map<string, Setting>()

  const settingOf = (owner: Owner) => owner === undefined ? ofServer : ofDomains.get(owner) ?? ofServer
  const realOf = (owner: Owner) => owner === undefined ? real.server : real.of(owner)

  function timeOf (owner: Owner): number {
    const { offset, frozenAt } = settingOf(owner)
    return frozenAt ?? realOf(owner)() + offset
  }

  function show (owner?: Owner): ClockState {
    const { offset, frozenAt, appliesToClient } = settingOf(owner)
    return {
      time: timeOf(owner), frozen: frozenAt !== undefined, real: offset === 0 && frozenAt === undefined, appliesToClient
    }
  }

  function keep (owner: Owner, setting: Setting): void {
    if (owner === undefined) ofServer = setting
    else ofDomains.set(owner, setting)
  }

  return {
    server: () => timeOf(undefined),
    of: (okmsId) => () => timeOf(okmsId),
    show,
    move (owner, { time, advance = 0, frozen, appliesToClient }) {
      const old = settingOf(owner)
      const target = (time ?? timeOf(owner)) + advance
      if (!isShowable(target)) throw refusal(controlErrors.ControlRequestInvalid, [outOfRange(time === undefined)])
      const isFrozen = frozen ?? old.frozenAt !== undefined
      const isMoved = time !== undefined || advance !== 0 || old.frozenAt !== undefined
      keep(owner, {
        offset: isMoved ? target - realOf(owner)() : old.offset,
        frozenAt: isFrozen ? target : undefined,
        appliesToClient: appliesToClient ?? old.appliesToClient
      })
      return show(owner)
    },
    release (owner) {
      if (owner === undefined) ofServer = initial
      else ofDomains.delete(owner)
      return show(owner)
    },
    releaseAll () {
      ofServer = initial
      ofDomains.clear()
    },
    appliesToClient: (owner) => settingOf(owner).appliesToClient
  }
}

const outOfRange = (isAdvanced: boolean): Problem =>
  ({ place: field(isAdvanced ? 'advance' : 'time'), text: 'leads to a time before 1970 or after 9999, which no clock shows' })
