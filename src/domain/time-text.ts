// Times and durations as people write them where they steer the emulator: flags, requests of the admin API, seeds.

const second = 1000
const day = 24 * 3600 * second

/** Milliseconds. */
const units: Readonly<Record<string, number>> = {
  ms: 1, s: second, m: 60 * second, h: 3600 * second, d: day, w: 7 * day
}

const short = /^(?:\d{1,9}(?:ms|[smhdw]))+$/

/** ISO 8601 section 5.5.2, without years and months, whose length depends on the date. */
const iso = /^P(?=.)(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d{1,3}))?S)?)?$/i

/** What `readSpan` accepts. */
export const spanAccepts = 'a duration such as 90d, 1h30m, 500ms, P90D or PT1.5S, with - in front for the past'

/** Milliseconds of a duration such as `90d`, `1h30m`, `P90D` or `-PT1.5S`; undefined for other texts. */
export function readSpan (text: string): number | undefined {
  const [, sign, length = ''] = /^([+-]?)(.*)$/.exec(text) ?? []
  const milliseconds = short.test(length) ? shortLength(length) : isoLength(length)
  if (milliseconds === undefined) return undefined
  return sign === '-' && milliseconds !== 0 ? -milliseconds : milliseconds
}

function shortLength (text: string): number {
  return [...text.matchAll(/(\d+)(ms|[smhdw])/g)]
    .reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0)
}

function isoLength (text: string): number | undefined {
  const found = iso.exec(text)
  if (found === null) return undefined
  const [weeks, days, hours, minutes, seconds] = found.slice(1, 6).map((amount) => Number(amount ?? 0))
  return shortLength(`${weeks}w${days}d${hours}h${minutes}m${seconds}s`) + Number((found[6] ?? '').padEnd(3, '0'))
}

/** What `readTime` accepts. */
export const timeAccepts = 'a time as in RFC 3339, such as 2030-01-31T12:00:00Z, from 1970 to 9999'

/** 9999-12-31T23:59:59.999Z: later years do not fit RFC 3339, nor a certificate. */
const latestTime = 253_402_300_799_999

/** Whether a clock can show it: epoch milliseconds. */
export const isShowable = (epochMs: number): boolean => epochMs >= 0 && epochMs <= latestTime

/** Epoch milliseconds of a time as in RFC 3339 (section 5.6), parts of a millisecond dropped; undefined for others. */
export function readTime (text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i.test(text)) return undefined
  const time = Date.parse(text)
  // Date.parse takes the 31st of February for the 3rd of March.
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  const isDay = day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  return isDay && isShowable(time) ? time : undefined
}
