// A secret, its versions, and the configuration that an okms domain has for its secrets (service.md 7, 8).

/** What a domain sets for its secrets, and what each secret can set for itself. */
export interface SecretSettings {
  /** Every write must name the current version (check-and-set.ts). */
  readonly casRequired: boolean
  /** Versions to keep; 0 when it is not set. */
  readonly maxVersions: number
  /** How long a version stays active, as it was written (duration.ts); `0s` when it is not set. */
  readonly deactivateVersionAfter: string
}

export const unsetSettings: SecretSettings = { casRequired: false, maxVersions: 0, deactivateVersionAfter: '0s' }

/** The value that a request gives a setting: null puts it back to its default (kv2/differences.md 32). */
export const settingOf = <Name extends keyof SecretSettings>(
  name: Name, given: SecretSettings[Name] | null | undefined
): SecretSettings[Name] | undefined => given === null ? unsetSettings[name] : given

/** The client's own names and texts. */
export type CustomMetadata = Readonly<Record<string, string>>

/** Times are epoch milliseconds. */
export interface Secret extends SecretSettings {
  readonly okmsId: string
  readonly path: string
  readonly customMetadata: CustomMetadata | null
  /** 0 before the first version. */
  readonly currentVersion: number
  /** See version-limit.ts. */
  readonly oldestVersion: number
  readonly createdAt: number
  /** Of the last new version or change of metadata. */
  readonly updatedAt: number
}

export interface SecretVersion {
  /** From 1. */
  readonly number: number
  readonly createdAt: number
  /** May lie ahead: then the version is active until that time. */
  readonly deactivatedAt: number | null
  /** Its data is erased. */
  readonly isDeleted: boolean
}

/** The data of a version as compact JSON: an object, or null. */
export type SecretData = string
