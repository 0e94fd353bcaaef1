// How `error_code` is packed: 8 bits system, 8 bits component, 4 bits category, 12 bits application (service.md 13.2).

const systems = { CCM: 1, SSM: 2, REST: 3, KMIP: 4, DB: 5, XLIB: 6 } as const

const components = {
  CCM: { General: 1, IAM: 2, Domain: 3, ServiceKeys: 4, SecretManager: 5, ManagedObjects: 6 },
  SSM: { General: 1 },
  REST: { General: 1, AuthenticationProvider: 2, ServiceKeys: 3, Secrets: 4 },
  KMIP: { General: 1 },
  DB: { General: 1 },
  XLIB: { General: 1, HTTP: 2, IAM: 3, Certificate: 4 }
} as const satisfies Record<keyof typeof systems, Record<string, number>>

const categories = {
  Unspecified: 0,
  Internal: 1,
  Argument: 2,
  Authentication: 3,
  Authorization: 4,
  NotFound: 5,
  Database: 6,
  Unavailable: 7,
  BadArgument: 8,
  TooManyRequests: 9,
  Conflict: 10
} as const

export type ErrorCategory = keyof typeof categories

/** Where an error comes from; one member for each system with its own components. */
export type ErrorSource = { [S in keyof typeof systems]: {
  readonly system: S, readonly component: keyof (typeof components)[S]
} }[keyof typeof systems]

/** The int32 that clients decode back into system, component, category and application number. */
export function packErrorCode (error: ErrorSource & {
  readonly category: ErrorCategory, readonly app: number
}): number {
  const bySystem: Record<string, number> = components[error.system]
  const component = bySystem[error.component] ?? 0
  return (systems[error.system] << 24) | (component << 16) | (categories[error.category] << 12) | error.app
}
