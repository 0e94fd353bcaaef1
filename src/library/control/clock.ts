// The clock of an emulator or of one of its domains, for programs.

import type { AdminReplyBody, AdminRequest } from '../../emulator/admin/admin-api.js'
import type { Ask } from './ask.js'

/** A time: epoch milliseconds, a Date, or a text as in RFC 3339. */
export type Time = number | Date | string

/** A length of time: milliseconds, or a text such as `90d`, `1h30m` or `P90D`. */
export type Span = number | string

export interface ClockState {
  /** What it shows. */
  readonly time: Date
  readonly frozen: boolean
  /** Neither moved nor frozen. */
  readonly real: boolean
  /** Whether the client of `tls` and `files` expires by it as well. */
  readonly appliesToClient: boolean
}

export interface MoveOptions {
  /** Whether the client of `tls` and `files` expires by this clock as well; by default it does not. */
  readonly appliesToClient?: boolean
}

/**
 * Key states and dates, expiry of tokens, credentials and secret versions, and the times in log and journal go by it.
 * Each method resolves with what the clock shows then, and rejects with EmulatorRefusal.
 */
export interface EmulatorClock {
  show (): Promise<ClockState>
  /** Stops it, at this time if one is given. */
  freeze (at?: Time, options?: MoveOptions): Promise<ClockState>
  /** Lets a frozen clock run on. */
  resume (options?: MoveOptions): Promise<ClockState>
  /** Goes on from this time, or stays there while it is frozen. */
  set (time: Time, options?: MoveOptions): Promise<ClockState>
  /** Negative for the past. */
  advance (by: Span, options?: MoveOptions): Promise<ClockState>
  /** Back to the time of the server for a domain, and of the machine for the server. */
  real (): Promise<ClockState>
}

/** @param okmsId The domain whose clock it is; undefined for that of the server. @internal */
export function createClock (ask: Ask, okmsId?: string): EmulatorClock {
  const show = async () => stateOf(okmsId === undefined
    ? await ask('ShowClock')
    : await ask('ShowDomainClock', { params: { okmsId } }))
  const move = async (body: Move) => stateOf(okmsId === undefined
    ? await ask('MoveClock', { body })
    : await ask('MoveDomainClock', { params: { okmsId }, body }))
  const release = async () => stateOf(okmsId === undefined
    ? await ask('ReleaseClock')
    : await ask('ReleaseDomainClock', { params: { okmsId } }))

  return {
    show,
    freeze: (at, options) => move({ frozen: true, ...(at === undefined ? {} : { time: timeText(at) }), ...options }),
    resume: (options) => move({ frozen: false, ...options }),
    set: (time, options) => move({ time: timeText(time), ...options }),
    advance: (by, options) => move({ advance: spanText(by), ...options }),
    real: release
  }
}

type Move = NonNullable<AdminRequest<'MoveClock'>['body']>

const stateOf = ({ time, ...others }: AdminReplyBody<'ShowClock'>): ClockState => ({ time: new Date(time), ...others })

const timeText = (time: Time): string => typeof time === 'string' ? time : new Date(time).toISOString()

const spanText = (span: Span): string => typeof span === 'string' ? span : `${span}ms`
