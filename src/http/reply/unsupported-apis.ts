// APIs of the service that this version of the emulator does not have, by the paths that clients use.

interface AbsentApi {
  readonly path: RegExp
  readonly hint: string
}

const domain = String.raw`(?:/api/[^/]+)?`
const notYet = 'not in this version of the emulator, which has service keys, random bytes and secrets'

const vaultCalls = 'auth/token/lookup-self, sys/health, sys/seal-status, sys/init, sys/leader and sys/internal/ui/mounts/secret, below /api/{okmsId}/v1'

const absentApis: readonly AbsentApi[] = [
  { path: new RegExp(`^${domain}/v1/(?:sys|auth|identity|transit|pki|cubbyhole)(?:/|$)`), hint: `of the Vault API, this server has only ${vaultCalls}` },
  {
    path: /^(?:\/engine\/api)?(?:\/v[12])?\/(?:okms|iam|order|me)(?:\/|$)/,
    hint: 'the OVHcloud API (control plane) is not in this version; manage domains, credentials and policies with commands such as `okms-emulator domain add`, or under /_emulator/'
  },
  { path: /^\/1\.0(?:\/|$)/, hint: 'the OVHcloud API is not in this version; manage domains with `okms-emulator domain`' },
  { path: /^\/(?:api\/)?kmip(?:\/|$)/i, hint: `KMIP is ${notYet}` },
  { path: /^\/(?:health|healthz|ready|readyz|live|livez|ping|status)$/, hint: 'to see whether the server is up, GET /_emulator/health, or run `okms-emulator healthcheck`' },
  { path: /^\/(?:metrics|stats|prometheus)$/, hint: 'metrics are at /_emulator/metrics' }
]

/** The text for a path of such an API; undefined for every other path. */
export const unsupportedApi = (path: string): string | undefined => absentApis.find((api) => api.path.test(path))?.hint
