// Durations as clients write them, and what becomes of each (differences.md, choices 6 and 43).

interface Duration {
  readonly seconds: number
  /** In answers of v2: as typed where OVHcloud's pattern takes it. */
  readonly stored: string
  /** In answers of KV v2. */
  readonly canonical: string
  /** The native API takes it too. */
  readonly isNative: boolean
}

const native = (seconds: number, stored: string, canonical: string): Duration =>
  ({ seconds, stored, canonical, isNative: true })
const onlyVault = (seconds: number, canonical: string): Duration =>
  ({ seconds, stored: canonical, canonical, isNative: false })

export const durations: Readonly<Record<string, Duration>> = {
  '0s': native(0, '0s', '0s'),
  '2s': native(2, '2s', '2s'),
  '90s': native(90, '90s', '1m30s'),
  '1h1m': native(3660, '1h1m', '1h1m0s'),
  '1d': native(86_400, '1d', '24h0m0s'),
  '1d12h': native(129_600, '1d12h', '36h0m0s'),
  5: onlyVault(5, '5s'),
  '1m3.5s': onlyVault(63, '1m3s'),
  '3600s0ns': onlyVault(3600, '1h0m0s')
}

export const nativeDurations = Object.keys(durations).filter((typed) => durations[typed]?.isNative)

export const durationStored = (stored: string): Duration => {
  const found = Object.values(durations).find((duration) => duration.stored === stored)
  if (found === undefined) throw new Error(`the model has no duration ${stored}`)
  return found
}
