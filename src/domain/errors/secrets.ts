// Secrets and their versions: not found, in use, in the wrong state, check-and-set, limits.

import { isQuotable } from '../text/quoted-text.js'
import type { ErrorRow } from './domain-error.js'
import type { Problem, Spelling } from './wording.js'

const notFound = { system: 'CCM', component: 'SecretManager', category: 'NotFound', app: 1 } as const // 17125377
const conflict = { system: 'CCM', component: 'SecretManager', category: 'Conflict', app: 1 } as const // 17145857
const badArgument = { system: 'CCM', component: 'SecretManager', category: 'BadArgument', app: 1 } as const // 17137665

/** A long path may be something else by mistake, such as a password. */
const named = (path: string) => isQuotable(path) ? `secret ${path}` : `secret of this path (${path.length} characters)`

export const secretErrors = {
  SecretNotFound: {
    ...notFound,
    subject: 'secretPath',
    text: (path: string) => ({ call }: Spelling) => `no ${named(path)} in this domain; list the secrets with ${call('listSecrets', '')}`
  },
  FolderEmpty: {
    ...notFound,
    subject: 'secretPath',
    text: () => 'no secrets below this path'
  },
  VersionNotFound: {
    ...notFound,
    subject: 'versionNumber',
    text: (path: string, number: number) => `the ${named(path)} has no version ${number}; it may have been removed because newer ones reached the limit`
  },
  NoVersionYet: {
    ...notFound,
    subject: 'secretPath',
    text: (path: string) => `the ${named(path)} has metadata but no version yet`
  },
  SecretExists: {
    ...conflict,
    subject: 'secretPath',
    text: (path: string) => ({ call }: Spelling) => `there is a ${named(path)} already; add a version with ${call('addVersion', '')}`
  },
  SecretPathInvalid: { ...badArgument, subject: 'secretPath', text: (why: string) => why },
  SecretRequestInvalid: { ...badArgument, text: (problems: readonly Problem[]) => problems },
  // Clients look for three phrases in the texts about check-and-set (kv2/differences.md 19).
  CasMissing: {
    ...badArgument,
    app: 2,
    subject: 'cas',
    text: (current: number) => `check-and-set parameter required for this call; send cas with the current version, which is ${current}`
  },
  CasMismatch: {
    ...badArgument,
    app: 2,
    subject: 'cas',
    text: (received: number, current: number) => `check-and-set parameter did not match the current version; got cas ${received}, the current version is ${current}`
  },
  VersionDeleted: {
    ...badArgument,
    subject: 'versionNumber',
    text: (number: number) => `version ${number} is deleted and its data is erased; add a new version`
  },
  VersionsExhausted: {
    ...badArgument,
    subject: 'secretPath',
    text: (last: number) => `version ${last} is the last that a secret can have; delete the secret and create it again`
  },
  DataTooLarge: {
    ...badArgument,
    subject: 'secretData',
    text: (length: number, limit: number) => `${length} bytes as compact JSON; at most ${limit} are accepted`
  }
} as const satisfies Record<string, ErrorRow>
