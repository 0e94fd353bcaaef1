// APIs of the service that this version of the emulator does not have, and those that clients call at a wrong prefix,
// by the paths that clients use.

interface WrongPath {
  readonly path: RegExp
  /** @param rest The first group of `path`. */
  readonly hint: (rest: string) => string
}

const domain = String.raw`(?:/api/[^/]+)?`
const vaultCalls = 'auth/token/lookup-self, sys/health, sys/seal-status, sys/init, sys/leader and sys/internal/ui/mounts/secret, below /api/{okmsId}/v1'

/** What clients put in front of a path of the OVHcloud API: that of its console, a version, or two of them. */
const anyPrefix = String.raw`(?:/engine)?(?:/api)?(?:/(?:1\.0|v[12]))*`
const ofVersion2 = '(?:okms|iam)'
const ofVersion1 = '(?:me|order|services|auth/(?:time|details|credential|currentCredential|logout))'

/** Paths of one branch of the OVHcloud API below every prefix but its own. */
const misplaced = (own: string, paths: string) => new RegExp(`^(?!${own}/${paths})${anyPrefix}(/${paths}(?:/.*)?)$`)

const ovhCall = (path: string) => `the OVHcloud API has this at ${path}; the base URL of its clients ends in /1.0, and a path that starts with /v2 replaces that`

const wrongPaths: readonly WrongPath[] = [
  { path: new RegExp(`^${domain}/v1/(?:sys|auth|identity|transit|pki|cubbyhole)(?:/|$)`), hint: () => `of the Vault API, this server has only ${vaultCalls}` },
  { path: misplaced('/v2', ofVersion2), hint: (rest) => ovhCall(`/v2${rest}`) },
  { path: misplaced(String.raw`/(?:1\.0|v1)`, ofVersion1), hint: (rest) => ovhCall(`/1.0${rest}`) },
  {
    path: /^\/1\.0(?!\/(?:auth|me|order|services)(?:\/|$))/,
    hint: () => 'of the OVHcloud API, this server has what clients of OKMS call: /v2/okms, /v2/iam/policy, and parts of /1.0/auth, /1.0/me, /1.0/order and /1.0/services'
  },
  { path: /^\/(?:api\/)?kmip(?:\/|$)/i, hint: () => 'KMIP is not in this version of the emulator, which has service keys, random bytes, secrets and the OVHcloud API' },
  { path: /^\/(?:health|healthz|ready|readyz|live|livez|ping|status)$/, hint: () => 'to see whether the server is up, GET /_emulator/health, or run `okms-emulator healthcheck`' },
  { path: /^\/(?:metrics|stats|prometheus)$/, hint: () => 'metrics are at /_emulator/metrics' }
]

/** The text for a path of such an API; undefined for every other path. */
export function unsupportedApi (path: string): string | undefined {
  for (const { path: pattern, hint } of wrongPaths) {
    const found = pattern.exec(path)
    if (found !== null) return hint(found[1] ?? '')
  }
  return undefined
}
