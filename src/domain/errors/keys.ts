// Service keys: their states, import and export, cryptographic operations.

import type { ErrorRow } from './domain-error.js'
import { spelled, type Place, type Problem, type Spelling, type Wording } from './wording.js'

const keyArgument = { system: 'CCM', component: 'ServiceKeys', category: 'Argument', app: 1 } as const // 17047553
const keyBadArgument = { system: 'CCM', component: 'ServiceKeys', category: 'BadArgument', app: 1 } as const // 17072129
const keyNotFound = { system: 'CCM', component: 'ServiceKeys', category: 'NotFound', app: 1 } as const // 17059841

const about = (place: Place, text: Wording): readonly Problem[] => [{ place, text }]

export const keyErrors = {
  KeyNotFound: {
    ...keyNotFound,
    subject: 'keyId',
    text: (keyId: string) => ({ call }: Spelling) => `no service key ${keyId} in this domain; list the keys with ${call('listKeys', keyId)}`
  },
  KeyIdTaken: {
    system: 'REST',
    component: 'General',
    category: 'Conflict',
    app: 1,
    subject: 'chosenKeyId',
    text: (keyId: string) => `${keyId} is or was the id of a service key of this domain; choose another or leave it out`
  },
  KeyDestroyed: {
    ...keyNotFound,
    subject: 'keyId',
    text: (keyId: string) => `service key ${keyId} was destroyed and cannot be restored; create a new one`
  },
  KeyNotActive: {
    ...keyArgument,
    text: (keyId: string, state: string) => ({ call }: Spelling) => `service key ${keyId} is ${state}; activate it first: ${call('activate', keyId)}`
  },
  KeyStillActive: {
    ...keyArgument,
    text: (keyId: string, state: string) => ({ call }: Spelling) => `service key ${keyId} is ${state}; deactivate it first: ${call('deactivate', keyId)}`
  },
  UsageNotGranted: {
    ...keyArgument,
    text: (keyId: string, use: string, needed: string, operations: readonly string[], wanted: Wording) =>
      (spelling: Spelling) =>
        `service key ${keyId} cannot ${use}: that needs the operation ${needed}, and the key has ${operations.join(', ')}. Operations are set at creation; ${spelled(wanted, spelling)}`
  },
  AlgorithmMismatch: {
    ...keyArgument,
    subject: 'algorithm',
    text: (alg: string, key: string, accepted: readonly string[]) => `${alg} cannot be used with a key of type ${key}; accepted: ${accepted.join(', ')}`
  },
  KeyRequestInvalid: { ...keyBadArgument, text: (field: Place, problem: Wording) => about(field, problem) },
  KeyMaterialInvalid: { ...keyBadArgument, text: (field: Place, why: Wording) => about(field, why) },

  // Bring your own key
  TransportKeyNotFound: {
    ...keyNotFound,
    text: (field: Place, keyId: string) => about(field, ({ setting }) =>
      `no service key ${keyId} in this domain; create a transport key with ${setting('type', 'RSA')} and ${setting('operations', ['wrapKey', 'unwrapKey'])}`)
  },
  TransportKeyUnfit: { ...keyArgument, text: (field: Place, problem: Wording) => about(field, problem) },
  KeyNotExtractable: {
    ...keyArgument,
    text: (keyId: string) => ({ call, name }: Spelling) =>
      `service key ${keyId} is not extractable; first send ${call('makeExtractable', keyId)}, which clears ${name('neverExtractable')} for good`
  },
  KeyInHsm: {
    ...keyArgument,
    text: (keyId: string) => ({ name }: Spelling) => `service key ${keyId} is in an HSM; only keys with ${name('protectionLevel')} SOFTWARE are exported`
  },
  KeyFormatMismatch: {
    ...keyArgument,
    subject: 'wrappedFormat',
    text: (format: string, key: string, accepted: readonly string[]) => `${format} does not fit a ${key}; accepted: ${accepted.join(', ')}`
  },
  WrappedKeyTooLong: {
    ...keyArgument,
    subject: 'wrappedFormat',
    text: (format: string, length: number, limit: number) =>
      `as ${format} the token would have ${length} characters, and ${limit} can be imported; use PKCS8 or PKCS1, or a smaller transport key`
  },
  UnwrappingFailed: { ...keyBadArgument, subject: 'wrappedKey', text: () => 'cannot be unwrapped; it was changed, or was wrapped for another key' },

  // Cryptographic operations
  DecryptionFailed: {
    ...keyBadArgument,
    text: (field: Place) => about(field, 'cannot be decrypted; it was changed, or was made with another key or another context')
  },
  TokenMalformed: { ...keyBadArgument, text: (field: Place, why: Wording) => about(field, why) },
  DigestLengthWrong: {
    ...keyBadArgument,
    subject: 'message',
    text: (received: number, alg: string, expected: number, hint: Wording) => (spelling: Spelling) =>
      `with ${spelling.name('isDigest')}, ${alg} takes a digest of ${expected} bytes; got ${received}${spelled(hint, spelling)}`
  },
  MessageInvalid: { ...keyBadArgument, text: (field: Place, why: Wording) => about(field, why) },
  DataKeySizeInvalid: { ...keyBadArgument, subject: 'size', text: (size: number) => `got ${size} bits; a multiple of 8 from 64 to 4096 is accepted` }
} as const satisfies Record<string, ErrorRow>
