// Code reads the time from a clock that is passed in, so that a test can move it.

/** Epoch milliseconds. */
export type Clock = () => number

/** Each okms domain has a clock, so that a test can move one domain and not the others. */
export interface Clocks {
  /** For what belongs to no domain. */
  readonly server: Clock
  /** The clock of a domain; that of the server for an id that is no domain, and where no domain has one of its own. */
  of (okmsId: string): Clock
}

/** What belongs to several domains, such as a token, goes by the clock of the first. */
export function clockOfDomains (clocks: Clocks, [first]: readonly string[]): Clock {
  return first === undefined ? clocks.server : clocks.of(first)
}

/** The same clock for the server and every domain. */
export const oneClock = (clock: Clock): Clocks => ({ server: clock, of: () => clock })

/** From the earliest to the latest time that any of these clocks shows. */
export interface TimeSpan {
  readonly earliest: number
  readonly latest: number
}

export function spanOf (...clocks: readonly Clock[]): TimeSpan {
  const times = clocks.map((clock) => clock())
  return { earliest: Math.min(...times), latest: Math.max(...times) }
}

/** A busy server writes the same second again and again, and Date takes a microsecond for it. */
let latest = { second: 0, text: '1970-01-01T00:00:00Z' }

/** RFC 3339, UTC, whole seconds: how the service writes times (service.md 7.4). */
export function rfc3339 (epochMs: number): string {
  const second = Math.floor(epochMs / 1000)
  if (second !== latest.second) latest = { second, text: new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z') }
  return latest.text
}
