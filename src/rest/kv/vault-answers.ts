// The answers to what Vault clients ask besides secrets (kv2/differences.md 58-60): what they need to see that this is
// a Vault with KV v2 in the mount `secret`, and that their credential is valid.

import { programVersion } from '../../config/program-version.js'
import { rfc3339 } from '../../domain/clock.js'
import type { OwnCredential } from '../../services/access/own-credential.js'

/** The values are text: `vault kv` reads them as such. */
export const mount = { path: 'secret/', type: 'kv', options: { version: '2' } } as const

/** For the path of a secret or of the mount, as it follows on `mounts/`. */
export const isInMount = (path: string): boolean => path === 'secret' || path.startsWith(mount.path)

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

/** Vault gives the token itself as `id`. It is left out of every answer here. */
export function tokenLookup ({ kind, id, name, createdAt, expiresAt, now }: OwnCredential) {
  return {
    id,
    accessor: id,
    type: 'service',
    display_name: name,
    path: kind === 'token' ? 'auth/token/create' : 'auth/cert/login',
    policies: ['default'],
    meta: null,
    entity_id: '',
    creation_time: seconds(createdAt),
    issue_time: rfc3339(createdAt),
    creation_ttl: expiresAt === null ? 0 : seconds(expiresAt - createdAt),
    ttl: expiresAt === null ? 0 : Math.max(seconds(expiresAt - now), 0),
    expire_time: expiresAt === null ? null : rfc3339(expiresAt),
    explicit_max_ttl: 0,
    num_uses: 0,
    orphan: true,
    renewable: false
  }
}

/** An okms domain is what Vault calls a cluster. */
const cluster = (okmsId: string) => ({ version: programVersion, cluster_name: 'okms-emulator', cluster_id: okmsId })

export const health = (okmsId: string, now: number) => ({
  initialized: true,
  sealed: false,
  standby: false,
  performance_standby: false,
  server_time_utc: seconds(now),
  ...cluster(okmsId)
})

export const sealStatus = (okmsId: string) => ({
  type: 'shamir',
  initialized: true,
  sealed: false,
  t: 1,
  n: 1,
  progress: 0,
  nonce: '',
  migration: false,
  recovery_seal: false,
  ...cluster(okmsId)
})

export const initStatus = { initialized: true } as const

export const leader = {
  ha_enabled: false, is_self: false, leader_address: '', leader_cluster_address: ''
} as const
