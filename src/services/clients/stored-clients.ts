// Clients in the certificate folder, from an earlier start or added by the user.

import path from 'node:path'
import { rootIdentity } from '../../domain/urn.js'
import type { Credential } from '../../domain/access/credential.js'
import type { CertificateFolder } from '../../domain/ports.js'
import { describePeerCertificate } from '../../pki/peer-certificate.js'
import { keyState, readCertificate } from '../../pki/read-certificate.js'
import {
  accessCertificateFile, accessPrivateKeyFile, certificateFiles, credentialIdOf
} from '../certificates/certificate-files.js'
import { readOkmsConfiguration, type Client } from './client-files.js'
import type { Credentials } from '../access/credentials.js'
import type { LocalPki } from '../certificates/local-pki.js'

export interface StoredClient extends Client {
  /** It is the one in client.pem, or in the file that okms.yaml names. */
  readonly isDefault: boolean
}

type OwnCa = Pick<LocalPki, 'caCertificate'>

interface Place {
  readonly certificate: string
  readonly privateKey: string
}

const defaultPlace: Place = { certificate: certificateFiles.certificate, privateKey: certificateFiles.privateKey }
const placeOf = (credentialId: string): Place => ({
  certificate: accessCertificateFile(credentialId), privateKey: accessPrivateKeyFile(credentialId)
})

/**
 * Every client in the folder with a certificate of this CA and its key: the default one first, then by expiry, latest
 * first. Other files are ignored. A start that was killed while it stored a client left only its key: the
 * certificate is then that of the known credential.
 */
export function readStoredClients ({ folder, pki, credentials }: {
  readonly folder: CertificateFolder, readonly pki: OwnCa, readonly credentials: Pick<Credentials, 'find'>
}): StoredClient[] {
  const ids = new Set(folder.list().map((name) => credentialIdOf(name)).filter((id) => id !== undefined))
  const named = [...ids]
    .map((credentialId) => {
      const known = () => credentials.find(credentialId)?.certificatePem
      return { credentialId, client: readClient(folder, pki, placeOf(credentialId), known) }
    })
    .flatMap(({ credentialId, client }) => client?.credential.credentialId === credentialId ? [client] : [])
    .sort((one, other) => other.credential.notAfter - one.credential.notAfter)
  const standard = readClient(folder, pki, defaultPlace) ?? namedInOkmsConfiguration(folder, named)
  if (standard === undefined) return named.map((client) => ({ ...client, isDefault: false }))
  const others = named.filter(({ credential }) => credential.credentialId !== standard.credential.credentialId)
  return [{ ...standard, isDefault: true }, ...others.map((client) => ({ ...client, isDefault: false }))]
}

/** Earlier versions wrote no client.pem: their okms.yaml named the file of the default client. */
function namedInOkmsConfiguration (folder: CertificateFolder, clients: readonly Client[]): Client | undefined {
  const { cert = '' } = readOkmsConfiguration(folder.read(certificateFiles.okmsConfiguration)?.toString() ?? '')
  const credentialId = credentialIdOf(path.basename(cert))
  return clients.find(({ credential }) => credential.credentialId === credentialId)
}

function readClient (
  folder: CertificateFolder, pki: OwnCa, { certificate, privateKey }: Place,
  known: () => string | undefined = () => undefined
): Client | undefined {
  const certificatePem = folder.read(certificate)?.toString() ?? known()
  const privateKeyPem = folder.read(privateKey, { secret: true })?.toString()
  if (certificatePem === undefined || privateKeyPem === undefined) return undefined
  const credential = adoptCredential({ certificatePem, pki })
  const facts = readCertificate(certificatePem)
  if (credential === undefined || facts === undefined || keyState(facts.certificate, privateKeyPem) !== 'own') {
    return undefined
  }
  return { credential, privateKeyPem }
}

/** The name of a credential that the store has lost. */
export const adoptedName = 'kept certificate'

/**
 * The credential of an access certificate of this CA whose store is gone. Facts that only the store had get default
 * values: the root identity and a generic name. Undefined for a text that is not an access certificate of this CA.
 */
export function adoptCredential ({ certificatePem, pki }: {
  readonly certificatePem: string, readonly pki: OwnCa
}): Credential | undefined {
  const facts = readCertificate(certificatePem)
  if (facts === undefined) return undefined
  const peer = describePeerCertificate(facts.certificate, pki.caCertificate)
  if (!peer.issuedByUs || peer.okmsId === '' || peer.credentialId === '') return undefined
  return {
    credentialId: peer.credentialId,
    okmsId: peer.okmsId,
    name: adoptedName,
    description: '',
    identities: [rootIdentity],
    certificateType: facts.certificate.publicKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'ECDSA',
    fromCsr: false,
    certificatePem,
    createdAt: peer.notBefore,
    notBefore: peer.notBefore,
    notAfter: peer.notAfter,
    revokedAt: null
  }
}
