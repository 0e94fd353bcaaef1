// Limits that the contract does not have or that differ from it (service.md 14; docs/fidelity.md).

/** Largest plaintext of `encrypt` and message of `sign`, in bytes. */
export const maxPlaintextLength = 4096

/** Characters of a wrapped key's token, in requests and answers (service.md 14). */
export const maxWrappedKeyLength = 5000

/** Largest request body in bytes. The largest valid one is an RSA-4096 import, about 6 kB. */
export const maxBodyLength = 1024 * 1024

/** Characters of one decoded segment of a path; the longest secret path has 255. */
export const maxSegmentLength = 1024

/** Bytes of the data of one version of a secret, as compact JSON (service.md 7.4). */
export const maxSecretDataLength = 64 * 1024

/** Levels of objects and lists in a request with the data of a secret, which may be any JSON. */
export const maxSecretDepth = 1000

/** Custom metadata of a secret (contract; kv2/differences.md 35). Lengths are in bytes. */
export const customMetadataLimits = { entries: 64, nameLength: 128, valueLength: 512 } as const

/** Bits of a data key (service.md 5.3). */
export const dataKeySize = { min: 64, max: 4096 } as const

/** Entries of each list of a policy, and members of a group. */
export const policyLimits = { entries: { max: 1000 } } as const

/** Name and description of tokens, service accounts and policies, and the description of users and groups. */
export const accessLimits = {
  /** Characters, printable ASCII. */
  name: { maxLength: 100 },
  /** Characters. */
  description: { maxLength: 500 }
} as const

/** Access rules of a consumer key, and addresses that it may be used from. */
export const apiKeyLimits = { entries: 100, pathLength: 500 } as const

/** Name and description of a credential (service.md 10.3). */
export const credentialLimits = {
  /** Characters, printable ASCII. */
  name: { maxLength: 50 },
  /** Characters. */
  description: { maxLength: 200 },
  identities: { max: 25 },
  validityDays: { min: 1, max: 365 }
} as const
