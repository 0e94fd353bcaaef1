// How long a fault delays a request: a fixed time, a range, a normal distribution, or a named profile.

import { readSpan } from '../time-text.js'

/** Milliseconds for the next request. @param random Numbers from 0 to below 1. */
export type Latency = (random: () => number) => number

/** Milliseconds: longer than any client waits. */
const longest = 10 * 60 * 1000

const fixed = (time: number): Latency => () => time

const uniform = (from: number, to: number): Latency => (random) => from + (to - from) * random()

/** Box and Muller's transform; what it gives below zero is none. */
const normal = (mean: number, deviation: number): Latency => (random) =>
  Math.max(0, mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))

/** By name. */
export const latencyProfiles = {
  /** Creating or decrypting a data key takes about 30 ms at the service (service.md 1.9). */
  service: normal(30, 5)
} as const satisfies Record<string, Latency>

const hasProfile = (name: string): name is keyof typeof latencyProfiles => Object.hasOwn(latencyProfiles, name)

/** What `readLatency` accepts. */
export const latencyAccepts = `a duration such as 200ms, a range such as 20ms..80ms, a mean and a deviation such as 30ms+-5ms, or ${Object.keys(latencyProfiles).join(' or ')}, up to 10m`

/** Undefined for a text that is none of them. */
export function readLatency (text: string): Latency | undefined {
  if (hasProfile(text)) return latencyProfiles[text]
  const [, from = '', between, to = ''] = /^(.*?)(\.\.|\+-|±)(.*)$/.exec(text) ?? []
  if (between === undefined) return withTimes([text], fixed)
  return between === '..'
    ? withTimes([from, to], (least, most) => least <= most ? uniform(least, most) : undefined)
    : withTimes([from, to], normal)
}

function withTimes (
  texts: readonly string[], latency: (...times: [number, number]) => Latency | undefined
): Latency | undefined {
  const [first = NaN, second = 0] = texts.map(readSpan).map((time) => time ?? NaN)
  const areTimes = [first, second].every((time) => time >= 0 && time <= longest)
  return areTimes ? latency(first, second) : undefined
}
