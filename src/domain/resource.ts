// What an operation acts on. Log, journal, events, policies and pages speak of resources, so that a new kind is one
// row here, and marks in the contract.

/** One row a kind. */
interface Kind {
  /** For people: in error texts, in documentation and on pages. */
  readonly words: string
  /** The part of its URN between okms domain and id (service.md 2.5); null: policies know it by its domain alone. */
  readonly urnPart: string | null
  /** The id that a caller means by what it wrote. */
  readonly idOf: (written: string) => string
}

/** UUIDs count in either case. */
const uuid = (written: string) => written.toLowerCase()

/** A path means the same with a slash at its end. */
const path = (written: string) => written.replace(/\/$/, '')

const name = (written: string) => written

export const resourceKinds = {
  domain: { words: 'okms domain', urnPart: null, idOf: uuid },
  serviceKey: { words: 'service key', urnPart: 'serviceKey', idOf: uuid },
  /** A service key in its role: it wraps or unwraps another. */
  transportKey: { words: 'transport key', urnPart: 'serviceKey', idOf: uuid },
  /** Its id is its path. */
  secret: { words: 'secret', urnPart: 'secret', idOf: path },
  credential: { words: 'credential', urnPart: null, idOf: uuid },
  adminCertificate: { words: 'admin certificate', urnPart: null, idOf: uuid },
  snapshot: { words: 'snapshot', urnPart: null, idOf: uuid },
  token: { words: 'personal access token', urnPart: null, idOf: uuid },
  serviceAccount: { words: 'service account', urnPart: null, idOf: name },
  apiKey: { words: 'API key', urnPart: null, idOf: name },
  policy: { words: 'policy', urnPart: null, idOf: uuid },
  group: { words: 'group', urnPart: null, idOf: name },
  user: { words: 'user', urnPart: null, idOf: name },
  /** What is in no domain: there is one account (urn.ts). */
  account: { words: 'account', urnPart: null, idOf: name }
} as const satisfies Record<string, Kind>

export type ResourceKind = keyof typeof resourceKinds

export const resourceKindNames = Object.keys(resourceKinds) as readonly ResourceKind[]

export interface Resource {
  readonly kind: ResourceKind
  /** Within its okms domain; that of a domain is its okmsId. */
  readonly id: string
}

/** The resource with the id that a caller wrote. */
export function resourceOf (kind: ResourceKind, written: string): Resource {
  return { kind, id: resourceKinds[kind].idOf(written) }
}

/** Whether there is such a resource in this okms domain. */
export type ResourceExists = (okmsId: string, resource: Resource) => boolean
