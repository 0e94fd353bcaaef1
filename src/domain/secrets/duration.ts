// Durations after which versions are deactivated: read, kept as written, and shown in Go's form (kv2/differences.md 6,
// 43, 44).

import type { SecretSettings } from './secret.js'

const second = 1_000_000_000n

/** Nanoseconds. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n, us: 1_000n, µs: 1_000n, ms: 1_000_000n, s: second, m: 60n * second, h: 3600n * second, d: 86_400n * second
}

/** The form of the service: whole numbers of days, hours, minutes and seconds. */
const plain = /^(?:\d+[dhms])+$/

const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d)/y

/** Longer texts are no durations. */
const maxLength = 64

/** About 292 years: what Go clients can hold. */
const longest = 9_223_372_036n

/** Whether a text has the form of the service, such as `10h30m10s`. */
export const isPlainDuration = (text: string): boolean => text.length <= maxLength && plain.test(text)

/**
 * The duration as it is kept: as it was written in the form of the service, others in Go's form. Undefined for what
 * is no duration: negative, empty, too long, or with other units.
 * @param written A text such as `1h`, `1m30.5s` or `90`, or a number of seconds. Parts of a second are dropped.
 */
export function readDuration (written: string | number): string | undefined {
  const text = typeof written === 'number' ? numberText(written) : written
  const seconds = secondsIn(text)
  if (seconds === undefined || seconds > longest) return undefined
  return isPlainDuration(text) ? text : goDuration(Number(seconds))
}

/** Numbers below 10^-6 or from 10^21 are written with an exponent, which is no duration. */
const numberText = (seconds: number): string => String(seconds)

function secondsIn (text: string): bigint | undefined {
  if (text.length > maxLength) return undefined
  if (/^\d+(?:\.\d+)?$/.test(text)) return secondsIn(`${text}s`)
  let nanoseconds = 0n
  part.lastIndex = 0
  while (part.lastIndex < text.length) {
    const found = part.exec(text)
    if (found === null) return undefined
    const [, amount = '', unit = ''] = found
    const [whole = '', fraction = ''] = amount.split('.')
    nanoseconds += BigInt(`${whole}${fraction}`) * (units[unit] ?? 0n) / 10n ** BigInt(fraction.length)
  }
  return text === '' ? undefined : nanoseconds / second
}

/** Seconds of a duration that was read before. */
export const durationSeconds = (kept: string): number => Number(secondsIn(kept) ?? 0n)

/** As Go writes durations: `24h0m0s`, `1m30s`, `0s`. */
export function goDuration (seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const parts = [hours > 0 ? `${hours}h` : '', hours > 0 || minutes > 0 ? `${minutes}m` : '', `${seconds % 60}s`]
  return parts.join('')
}

type Lifetime = Pick<SecretSettings, 'deactivateVersionAfter'>

/** When a version that is active from now on is deactivated: by the secret's own duration, else by its domain's. */
export function plannedEnd (secret: Lifetime, domain: Lifetime, now: number): number | null {
  const seconds = durationSeconds(secret.deactivateVersionAfter) || durationSeconds(domain.deactivateVersionAfter)
  return seconds === 0 ? null : now + seconds * 1000
}
