// Selects the certificate of the server: one for the name that the client requests, issued at the
// first request, or the default one.

import { isIP } from 'node:net'
import type { X509Certificate } from 'node:crypto'
import { spanOf, type Clock } from '../../domain/clock.js'
import type { CertificateFolder } from '../../domain/ports.js'
import type { CertifiedKey } from '../../pki/certificate.js'
import { readCertificate } from '../../pki/read-certificate.js'
import { issueServerCertificate } from '../../pki/server-certificate.js'
import { pkiFiles } from './certificate-files.js'
import { isUsableServerCertificate, splitCertifiedKeys, type LocalPki, type Validity } from './local-pki.js'
import { isPrivateName } from './private-names.js'
import { distinctNames } from './server-names.js'

export interface ServerCertificates {
  /**
   * The certificate for clients that ask for no name, or for none of ours, over a connection that reached this address.
   * It is issued again before it expires, and when this machine has a new address that it does not carry. While it
   * stays the same, so does the object.
   */
  readonly forAddress: (localAddress: string) => CertifiedKey
  /**
   * The certificate for a name that a client requests (RFC 6066 section 3); undefined for the default one.
   * Takes less than a millisecond.
   */
  readonly forName: (name: string) => CertifiedKey | undefined
  /**
   * Writes the certificates issued since the last call. May throw StartFailure; the certificates are used nevertheless.
   */
  readonly save: () => void
}

export interface ServerCertificatesOptions {
  readonly pkiFolder: CertificateFolder
  readonly pki: LocalPki
  readonly clock: Clock
  /** As in LocalPkiOptions. */
  readonly machineClock?: Clock | undefined
  /** Names in the default certificate. */
  readonly serverNames: readonly string[]
  /** Called when there is something to `save`. This happens during a TLS handshake, so it must not wait for a disk. */
  readonly unsaved: () => void
  /** Largest number of cached certificates; beyond it, the least recently used one is removed. */
  readonly capacity?: number
}

/** More names than any network of one machine has, at less than 1 kB each. */
const defaultCapacity = 200

/**
 * Largest number of addresses that a running server adds to the initial ones. It bounds the cost of a machine
 * whose addresses keep changing.
 */
const maxFurtherAddresses = 64

interface Kept {
  readonly certifiedKey: CertifiedKey
  readonly certificate: X509Certificate
  readonly validity: Validity
}

export function createServerCertificates (options: ServerCertificatesOptions): ServerCertificates {
  const { pkiFolder, pki, clock, machineClock = clock, capacity = defaultCapacity } = options
  const { server: file, serverNames: namesFile } = pkiFiles
  const names = new Set(distinctNames(options.serverNames))
  const first = names.size
  let byDefault = keep(pki.server)
  // In order of use: the first is the least recently used one.
  const byName = readKept()
  const unsaved = { byDefault: false, byName: false }

  function keep (certifiedKey: CertifiedKey): Kept {
    const facts = readCertificate(certifiedKey.certificatePem)
    if (facts === undefined) throw new TypeError('a certificate that was made here cannot be read')
    return { certifiedKey, certificate: facts.certificate, validity: facts }
  }

  function issue (carried: readonly string[]): Kept {
    const { earliest, latest } = spanOf(clock, machineClock)
    return keep(issueServerCertificate({ ca: pki.ca, names: carried, now: earliest, latest }))
  }

  /** A clock that was moved in either direction may be outside the validity of the certificate. */
  const isCurrent = ({ validity }: Kept) => pki.isCurrent(validity, spanOf(clock, machineClock))

  /**
   * What an earlier run kept and is still usable. A damaged file is ignored, since certificates can be issued again.
   */
  function readKept (): Map<string, Kept> {
    const text = pkiFolder.read(namesFile, { secret: true })?.toString() ?? ''
    const usable = splitCertifiedKeys(text)
      .filter((one) => isUsableServerCertificate(one, pki.caCertificate, [], spanOf(clock, machineClock)))
      .map(keep)
    return new Map(usable
      .map((one): [string, Kept] => [nameOf(one.certificate), one])
      .filter(([name]) => isOurs(name))
      .slice(-capacity))
  }

  function renewDefault (): void {
    byDefault = issue([...names])
    unsaved.byDefault = true
    options.unsaved()
  }

  return {
    forAddress (localAddress) {
      const [address = ''] = distinctNames([localAddress.replace(/^::ffff:(?=\d+\.)/i, '')])
      if (isIP(address) !== 0 && !names.has(address) && names.size < first + maxFurtherAddresses) {
        names.add(address)
        if (byDefault.certificate.checkIP(address) === undefined) renewDefault()
      }
      if (!isCurrent(byDefault)) renewDefault()
      return byDefault.certifiedKey
    },

    forName (asked) {
      const [name] = distinctNames([asked])
      if (name === undefined || !isOurs(name) || byDefault.certificate.checkHost(name) !== undefined) return undefined
      let kept = byName.get(name)
      if (kept === undefined || !isCurrent(kept)) {
        kept = issue([name])
        unsaved.byName = true
        options.unsaved()
      }
      byName.delete(name)
      byName.set(name, kept)
      const [oldest] = byName.keys()
      if (byName.size > capacity && oldest !== undefined) byName.delete(oldest)
      return kept.certifiedKey
    },

    save () {
      if (unsaved.byDefault) pkiFolder.write(file, pemOf(byDefault), { secret: true })
      unsaved.byDefault = false
      if (unsaved.byName) {
        // Another server on the folder may have added names since: they are kept, and those of this server come
        // last as the most recently used.
        const others = [...readKept()].filter(([name]) => !byName.has(name))
        pkiFolder.write(namesFile, [...others, ...byName].slice(-capacity).map(([, one]) => pemOf(one)).join(''), {
          secret: true
        })
      }
      unsaved.byName = false
    }
  }
}

const pemOf = ({ certifiedKey }: Kept) => certifiedKey.certificatePem + certifiedKey.privateKeyPem

/**
 * A name that this server may be called by and that a certificate can carry (RFC 1035 section 2.3.4); the configured
 * names are in the default certificate.
 */
function isOurs (name: string): boolean {
  return isIP(name) === 0 && !name.startsWith('*') && name.length <= 253 &&
    name.split('.').every((label) => label.length <= 63) && isPrivateName(name)
}

const nameOf = (certificate: X509Certificate) => (certificate.subjectAltName ?? '').replace(/^DNS:/, '')
