// Time is asked of a clock that is passed in, so that a test can move it.

/** Epoch milliseconds. */
export type Clock = () => number

/** RFC 3339, UTC, whole seconds: how the service writes times (service.md 7.4). */
export function rfc3339 (epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
