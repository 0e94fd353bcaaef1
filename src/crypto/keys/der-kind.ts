// What kind of key or file bytes are, by the tags of their DER or by their first octets.

import type { Wording } from '../../domain/errors/wording.js'
import { DerFault, readDerSequence, type DerElement, type DerTag } from './der-reader.js'

interface DerKind {
  /** Tags of the first elements. */
  readonly tags: readonly DerTag[]
  readonly kind: Wording
}

const publicAlone = 'a public key alone comes as JWK, or as PKCS1 when it is RSA'

const derKinds: readonly DerKind[] = [
  { tags: ['integer', 'sequence', 'octetString'], kind: ({ name }) => `this is a PrivateKeyInfo, whose ${name('keyFormat')} is PKCS8` },
  { tags: ['integer', 'sequence', 'sequence'], kind: 'this is a PKCS #12 file; openssl pkcs12 -nodes -nocerts and openssl pkcs8 -topk8 -nocrypt -outform DER make PKCS8 of it' },
  { tags: ['integer', 'integer'], kind: ({ name }) => `this looks like a PKCS #1 key, whose ${name('keyFormat')} is PKCS1` },
  { tags: ['integer', 'octetString'], kind: 'this is an ECPrivateKey (SEC1); openssl pkcs8 -topk8 -nocrypt -outform DER makes PKCS8 of it' },
  { tags: ['sequence', 'octetString'], kind: 'this is an encrypted PKCS #8 key; the JWE is the encryption, put the unencrypted one in it' },
  { tags: ['sequence', 'bitString'], kind: `this is a SubjectPublicKeyInfo; ${publicAlone}` },
  { tags: ['sequence', 'sequence', 'bitString'], kind: `this is a certificate or a request for one, without the private key; ${publicAlone}` }
]

/** By the elements of the outer SEQUENCE. */
export function derKind (elements: readonly DerElement[]): Wording | undefined {
  return derKinds.find(({ tags }) => tags.every((tag, index) => elements[index]?.tag === tag))?.kind
}

const signatures: ReadonlyArray<readonly [start: Buffer, kind: string]> = [
  [Buffer.from('openssh-key-v1\0'), 'this is a key of OpenSSH; ssh-keygen -p -m PKCS8 and openssl pkcs8 -topk8 -nocrypt -outform DER make PKCS8 of it'],
  [Buffer.from('feedfeed', 'hex'), 'this is a Java key store; keytool -importkeystore -deststoretype PKCS12 makes a PKCS #12 file of it'],
  [Buffer.from('cececece', 'hex'), 'this is a Java key store; keytool -importkeystore -deststoretype PKCS12 makes a PKCS #12 file of it']
]

/** A format without DER. */
export function foreignKind (bytes: Buffer): Wording | undefined {
  return signatures.find(([start]) => bytes.subarray(0, start.length).equals(start))?.[1]
}

export function binaryKind (bytes: Buffer): Wording | undefined {
  try {
    return foreignKind(bytes) ?? derKind(readDerSequence(bytes))
  } catch (error) {
    if (error instanceof DerFault) return undefined
    throw error
  }
}
