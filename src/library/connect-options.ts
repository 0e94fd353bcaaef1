// The options of connectEmulator, checked.

import path from 'node:path'
import { inspect } from 'node:util'
import { startFailure, startFailures } from '../domain/errors/start-failures.js'
import { readUuid } from '../domain/uuid.js'
import type { ConnectionOptions } from '../emulator/connection.js'

/** PEM texts. */
export interface AdminTls {
  /** The CA of the server: ca.pem. */
  readonly ca: string
  /** admin.pem and admin-key.pem of the pki folder, or a certificate of `okms-emulator admin-certificate add`. */
  readonly cert: string
  readonly key: string
}

/** Folders of the server that this program can read. */
export interface AdminFolders {
  readonly certs: string
  /** By default the folder `pki` next to `certs`. */
  readonly pki?: string
}

export interface ConnectOptions {
  /** `https://HOST:PORT`; by default what the server wrote to okms.yaml in the folder `certs`. */
  readonly endpoint?: string
  /** The admin certificate, and the CA of the server. */
  readonly admin: AdminTls | AdminFolders
  /** The domain of `tls`, `files` and `fetch`; by default the first one of the server. */
  readonly okmsId?: string
}

/** Throws StartFailure (UsageWrong), one line per problem. @internal */
export function connectionOf (options: unknown): ConnectionOptions {
  if (typeof options !== 'object' || options === null) throw wrong([`connectEmulator: got ${inspect(options)}; accepted: an object with admin and, unless the server is in its folders, endpoint`])
  const { endpoint, admin, okmsId, ...others }: Readonly<Record<string, unknown>> = { ...options }
  const origin = typeof endpoint === 'string' && URL.canParse(endpoint) ? new URL(endpoint) : undefined
  const id = typeof okmsId === 'string' ? readUuid(okmsId) : undefined
  const access = accessOf(admin)
  const isInFolders = endpoint === undefined && access !== undefined && 'certs' in access
  const problems = [
    ...Object.keys(others).map((name) => `${name}: unknown option; accepted: endpoint, admin, okmsId`),
    ...(origin?.protocol === 'https:' || isInFolders ? [] : [`endpoint: got ${inspect(endpoint)}; accepted: an https URL such as https://localhost:8443`]),
    ...(okmsId !== undefined && id === undefined ? [`okmsId: got ${inspect(okmsId)}; accepted: a UUID such as 4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11`] : []),
    // Never its values: one of them is a private key.
    ...(access === undefined ? ['admin: accepted: { ca, cert, key } as PEM texts, or { certs, pki } as paths of folders'] : [])
  ]
  if (problems.length > 0 || access === undefined) throw wrong(problems)
  return { endpoint: origin?.origin, admin: access, okmsId: id }
}

function accessOf (admin: unknown): ConnectionOptions['admin'] | undefined {
  const members: Readonly<Record<string, unknown>> = { ...(typeof admin === 'object' ? admin : {}) }
  const { ca, cert, key, certs, pki = siblingOf(certs) } = members
  if (typeof certs === 'string' && typeof pki === 'string') {
    return { certs: path.resolve(certs), pki: path.resolve(pki) }
  }
  return [ca, cert, key].every((text) => typeof text === 'string' && text.includes('-----BEGIN'))
    ? { ca: String(ca), cert: String(cert), key: String(key) }
    : undefined
}

const siblingOf = (certs: unknown) =>
  typeof certs === 'string' ? path.join(path.resolve(certs), '..', 'pki') : undefined

const wrong = (problems: readonly string[]) => startFailure(startFailures.UsageWrong, problems)
