// Derives the protection of the server's next TLS record from outside: from the records of both
// directions and the lines of the key log.

import {
  isKeyUpdate, keyUpdateLength, suiteOf, tls12Alert, tls12Keys, tls13Alert, tls13Keys, updatedSecret
} from './tls-alert.js'
import { contentTypes, type TlsRecord } from './tls-records.js'

/** Bytes of each record that must be seen: a hello up to the end of its random. */
export const bytesSeen = 38

export interface ServerWriteState {
  received (record: TlsRecord): void
  sent (record: TlsRecord): void
  /** A secret of the key log, by its label (RFC 9850 section 2). */
  learn (label: string, secret: Buffer): void
  /** The handshake is over. */
  established (handshake: { readonly protocol: string | null, readonly standardName: string }): void
  /** Of the ClientHello, hexadecimal: what lines of the key log name a connection by. */
  clientRandom (): string | undefined
  /**
   * The server has sent all of its handshake. In TLS 1.2 its Finished is the last of all, and is still to be sent when
   * Node says that the handshake is over.
   */
  readonly hasFinished: () => boolean
  /** The alert as the next record; undefined for an unknown suite. */
  readonly badCertificate: () => Buffer | undefined
}

export function createServerWriteState (): ServerWriteState {
  let clientRandom: Buffer | undefined
  let serverRandom: Buffer | undefined
  let clientProtects = false
  /**
   * Records under the keys of now: of TLS 1.2 since the change of cipher, of TLS 1.3 since the client's Finished, which
   * answers the last of the handshake.
   */
  let sequence = { tls12: 0, tls13: 0 }
  let changedCipher = false
  const secrets = new Map<string, Buffer>()
  let keys: {
    readonly next: (record: TlsRecord) => void, readonly hasFinished: () => boolean, readonly alert: () => Buffer
  } | undefined

  function established13 (suite: NonNullable<ReturnType<typeof suiteOf>>, initial: Buffer): typeof keys {
    let secret = initial
    let writeKeys = tls13Keys(suite, secret)
    return {
      hasFinished: () => true,
      alert: () => tls13Alert(writeKeys, sequence.tls13),
      next ({ length, beginning }) {
        if (length !== keyUpdateLength || !isKeyUpdate(writeKeys, sequence.tls13, beginning.subarray(0, length))) return
        secret = updatedSecret(suite, secret)
        writeKeys = tls13Keys(suite, secret)
        sequence = { ...sequence, tls13: -1 } // counted as this one ends
      }
    }
  }

  return {
    received (record) {
      clientRandom ??= randomOf(record, 1)
      if (record.contentType === contentTypes.applicationData) clientProtects = true
    },

    sent (record) {
      serverRandom ??= randomOf(record, 2)
      keys?.next(record)
      if (changedCipher) sequence.tls12++
      if (clientProtects) sequence.tls13++
      if (record.contentType === contentTypes.changeCipherSpec) changedCipher = true
    },

    learn: (label, secret) => { secrets.set(label, secret) },

    established ({ protocol, standardName }) {
      const suite = suiteOf(standardName)
      const masterSecret = secrets.get('CLIENT_RANDOM')
      const trafficSecret = secrets.get('SERVER_TRAFFIC_SECRET_0')
      secrets.clear()
      if (suite === undefined) return
      if (protocol === 'TLSv1.3' && trafficSecret !== undefined) keys = established13(suite, trafficSecret)
      if (protocol === 'TLSv1.2' && masterSecret !== undefined && clientRandom !== undefined &&
          serverRandom !== undefined) {
        const writeKeys = tls12Keys(suite, { masterSecret, clientRandom, serverRandom })
        keys = {
          next: () => {},
          hasFinished: () => sequence.tls12 > 0,
          alert: () => tls12Alert(writeKeys, sequence.tls12)
        }
      }
    },

    clientRandom: () => clientRandom?.toString('hex'),

    hasFinished: () => keys?.hasFinished() ?? true,

    badCertificate: () => keys?.alert()
  }
}

/** The random of a hello (RFC 8446 section 4.1.2): after the type, three bytes of length and two of version. */
function randomOf ({ contentType, beginning }: TlsRecord, handshakeType: 1 | 2): Buffer | undefined {
  const isHello = contentType === contentTypes.handshake && beginning.length >= bytesSeen &&
    beginning[0] === handshakeType
  return isHello ? Buffer.from(beginning.subarray(6, bytesSeen)) : undefined
}
