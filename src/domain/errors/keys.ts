// Service keys: their states, import and export, cryptographic operations.

import type { ErrorRow } from './domain-error.js'

const keyArgument = { system: 'CCM', component: 'ServiceKeys', category: 'Argument', app: 1 } as const // 17047553
const keyBadArgument = { system: 'CCM', component: 'ServiceKeys', category: 'BadArgument', app: 1 } as const // 17072129

export const keyErrors = {
  KeyNotFound: { system: 'CCM', component: 'ServiceKeys', category: 'NotFound', app: 1, text: (keyId: string) => `keyId: no service key ${keyId} in this domain; list the keys with GET .../v1/servicekey` },
  KeyIdTaken: { system: 'REST', component: 'General', category: 'Conflict', app: 1, text: (keyId: string) => `id: ${keyId} is or was the id of a service key of this domain; choose another or leave it out` },
  KeyDestroyed: { system: 'CCM', component: 'ServiceKeys', category: 'NotFound', app: 1, text: (keyId: string) => `keyId: service key ${keyId} was destroyed and cannot be restored; create a new one` },
  KeyNotActive: { ...keyArgument, text: (keyId: string, state: string) => `service key ${keyId} is ${state}; activate it first: POST .../servicekey/${keyId}/activate` },
  KeyStillActive: { ...keyArgument, text: (keyId: string, state: string) => `service key ${keyId} is ${state}; deactivate it first: POST .../servicekey/${keyId}/deactivate with {"reason": "unspecified"}` },
  UsageNotGranted: { ...keyArgument, text: (keyId: string, use: string, needed: string, operations: readonly string[], wanted: string) => `service key ${keyId} cannot ${use}: that needs the operation ${needed}, and the key has ${operations.join(', ')}. Operations are set at creation; ${wanted}` },
  AlgorithmMismatch: { ...keyArgument, text: (alg: string, key: string, accepted: readonly string[]) => `alg: ${alg} cannot be used with a key of type ${key}; accepted: ${accepted.join(', ')}` },
  KeyRequestInvalid: { ...keyBadArgument, text: (problem: string) => problem },
  KeyMaterialInvalid: { ...keyBadArgument, text: (field: string, why: string) => `${field}: ${why}` },
  TransportKeyNotFound: { system: 'CCM', component: 'ServiceKeys', category: 'NotFound', app: 1, text: (field: string, keyId: string) => `${field}: no service key ${keyId} in this domain; create a transport key with "type": "RSA" and "operations": ["wrapKey", "unwrapKey"]` },
  TransportKeyUnfit: { ...keyArgument, text: (field: string, problem: string) => `${field}: ${problem}` },
  KeyNotExtractable: { ...keyArgument, text: (keyId: string) => `service key ${keyId} is not extractable; first send PATCH .../servicekey/${keyId} with {"extractable": true}, which clears never_extractable for good` },
  KeyInHsm: { ...keyArgument, text: (keyId: string) => `service key ${keyId} is in an HSM; only keys with protectionLevel SOFTWARE are exported` },
  KeyFormatMismatch: { ...keyArgument, text: (format: string, key: string, accepted: readonly string[]) => `wrappedKeyFormat: ${format} does not fit a ${key}; accepted: ${accepted.join(', ')}` },
  WrappedKeyTooLong: { ...keyArgument, text: (format: string, length: number, limit: number) => `wrappedKeyFormat: as ${format} the token would have ${length} characters, and ${limit} can be imported; use PKCS8 or PKCS1, or a smaller transport key` },
  UnwrappingFailed: { ...keyBadArgument, text: (field: string) => `${field}: cannot be unwrapped; it was changed, or was wrapped for another key` },
  DecryptionFailed: { ...keyBadArgument, text: (field: string) => `${field}: cannot be decrypted; it was changed, or was made with another key or another context` },
  TokenMalformed: { ...keyBadArgument, text: (field: string, why: string) => `${field}: ${why}` },
  DigestLengthWrong: { ...keyBadArgument, text: (received: number, alg: string, expected: number, hint: string) => `message: with isdigest, ${alg} takes a digest of ${expected} bytes; got ${received}${hint}` },
  MessageInvalid: { ...keyBadArgument, text: (field: string, why: string) => `${field}: ${why}` },
  DataKeySizeInvalid: { ...keyBadArgument, text: (size: number) => `size: got ${size} bits; a multiple of 8 from 64 to 4096 is accepted` }
} as const satisfies Record<string, ErrorRow>
