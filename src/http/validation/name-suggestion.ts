// The name or value of the contract that a client probably meant by an unknown one.

import { didYouMean, editDistance } from '../../domain/text/did-you-mean.js'

/**
 * Names in other products, older guides and libraries, in lower case letters. An empty
 * list: this API has no equivalent.
 */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  // members and parameters
  algorithm: ['alg'],
  signaturealgorithm: ['alg'],
  signingalgorithm: ['alg'],
  algo: ['alg'],
  crv: ['curve'],
  bits: ['size'],
  keysize: ['size'],
  keylength: ['size'],
  length: ['size'],
  bytes: ['length'],
  keyops: ['operations'],
  usage: ['operations'],
  usages: ['operations'],
  keyusage: ['operations'],
  keyusages: ['operations'],
  keytype: ['type'],
  kty: ['type'],
  keyid: ['id', 'kid'],
  label: ['name'],
  displayname: ['name'],
  exportable: ['extractable'],
  aad: ['context'],
  encryptioncontext: ['context'],
  data: ['plaintext', 'message'],
  text: ['plaintext', 'message'],
  payload: ['message', 'plaintext'],
  digest: ['message'],
  digestmode: ['isdigest'],
  prehashed: ['isdigest'],
  ciphertext: ['key'],
  encrypteddatakey: ['key'],
  ciphertextblob: ['ciphertext', 'key'],
  encrypted: ['ciphertext'],
  encrypteddata: ['ciphertext'],
  limit: ['max'],
  count: ['max', 'length'],
  pagesize: ['max'],
  status: ['state'],
  cursor: ['continuation-token'],
  nexttoken: ['continuation-token'],
  revocationreason: ['reason'],
  identities: ['identityURNs'],
  actions: ['action'],
  validitydays: ['validity'],
  // values
  aes: ['oct'],
  aes128: ['oct'],
  aes192: ['oct'],
  aes256: ['oct'],
  symmetric: ['oct'],
  ecdsa: ['EC'],
  ecc: ['EC'],
  prime256v1: ['P-256'],
  secp256r1: ['P-256'],
  secp384r1: ['P-384'],
  secp521r1: ['P-521'],
  p512: ['P-521'],
  wrap: ['wrapKey'],
  unwrap: ['unwrapKey'],
  enabled: ['active'],
  disabled: ['deactivated'],
  revoked: ['deactivated'],
  deleted: ['destroyed'],
  compromised: ['key_compromise'],
  sha256withrsa: ['RS256'],
  sha256withecdsa: ['ES256'],
  rsaoaepsha256: ['RSA-OAEP-256'],
  hs256: [],
  hs384: [],
  hs512: []
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z\d]/g, '')

/**
 * Another spelling of one of `known`: `isDigest`, `plain_text`, `Algorithm`, `plaintxt`.
 * Undefined where none is likely.
 */
export function suggestName (given: string, known: readonly string[]): string | undefined {
  // Longer than any name of the contract, so computing the distance would be slow.
  if (given.length > 40) return undefined
  const name = plain(given)
  const respelled = known.find((one) => plain(one) === name && one !== given)
  if (respelled !== undefined) return respelled
  if (Object.hasOwn(otherNames, name)) return otherNames[name]?.find((one) => known.includes(one))
  const near = didYouMean(given, known)
  // With three letters, two changes turn any name into any other.
  const isNear = near !== undefined && (given.length > 4 || near.startsWith(given) || editDistance(given, near) <= 1)
  return isNear ? near : undefined
}
