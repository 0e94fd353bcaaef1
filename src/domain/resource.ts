// What an operation acts on. Log, journal, events, policies and pages speak of resources, so that a new kind is one
// row here, and marks in the contract.

/** One row a kind. */
interface Kind {
  /** For people: in error texts, in documentation and on pages. */
  readonly words: string
  /** The part of its URN between okms domain and id (service.md 2.5); null: policies know it by its domain alone. */
  readonly urnPart: string | null
  /** Ids that are UUIDs count in either case; others as they are written. */
  readonly idIsUuid: boolean
}

export const resourceKinds = {
  domain: { words: 'okms domain', urnPart: null, idIsUuid: true },
  serviceKey: { words: 'service key', urnPart: 'serviceKey', idIsUuid: true },
  /** A service key in its role: it wraps or unwraps another. */
  transportKey: { words: 'transport key', urnPart: 'serviceKey', idIsUuid: true },
  /** Its id is its path. */
  secret: { words: 'secret', urnPart: 'secret', idIsUuid: false },
  credential: { words: 'credential', urnPart: null, idIsUuid: true },
  adminCertificate: { words: 'admin certificate', urnPart: null, idIsUuid: true },
  token: { words: 'personal access token', urnPart: null, idIsUuid: true },
  serviceAccount: { words: 'service account', urnPart: null, idIsUuid: false },
  policy: { words: 'policy', urnPart: null, idIsUuid: true },
  group: { words: 'group', urnPart: null, idIsUuid: false }
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
  return { kind, id: resourceKinds[kind].idIsUuid ? written.toLowerCase() : written }
}
