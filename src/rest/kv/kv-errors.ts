// What only the KV v2 API refuses: versions without data, with their metadata in the body (service.md 8.5).

import type { ErrorRow } from '../../domain/errors/domain-error.js'

// The code of a secret that is not there, 17125377.
const notFound = { system: 'CCM', component: 'SecretManager', category: 'NotFound', app: 1 } as const

export const kvErrors = {
  VersionWithoutData: {
    ...notFound,
    text: (number: number, stateWord: string, _data?: unknown) => `version ${number} is ${stateWord}`,
    members: (_number: number, _stateWord: string, data?: unknown): Readonly<Record<string, unknown>> =>
      data === undefined ? {} : { data }
  },
  PathEndsWithSlash: {
    ...notFound,
    category: 'BadArgument',
    text: () => 'path: it ends with a slash; leave it out to write a secret'
  },
  NotASecret: {
    ...notFound,
    text: () => 'path: no secret has a path that is empty or ends with a slash'
  }
} as const satisfies Record<string, ErrorRow>
