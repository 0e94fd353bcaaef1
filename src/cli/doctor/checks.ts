// Finds the first fault between a client and a server, from the files to the policies.

import type { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { PeerCertificate } from 'node:tls'
import { rfc3339 } from '../../domain/clock.js'
import { packErrorCode } from '../../domain/errors/error-code.js'
import { accessErrors } from '../../domain/errors/access/access.js'
import { authenticationErrors } from '../../domain/errors/access/authentication.js'
import { type ErrorKind } from '../../domain/errors/domain-error.js'
import { messageOf } from '../../domain/thrown.js'
import { hostOf, portOf } from '../../domain/text/url-host.js'
import { caName } from '../../pki/ca.js'
import { describePeerCertificate } from '../../pki/peer-certificate.js'
import { keyState, readCertificate } from '../../pki/read-certificate.js'
import { diagnoses, Finding, finding, type Diagnosis } from './diagnosis.js'
import { untrustedCodes } from '../../emulator/https-request.js'
import { probe, faultOfName, speaksPlainHttp, type Outcome } from './probe.js'
import type { ProxyUse } from './proxies.js'
import { shownProxy } from './tunnel.js'

export interface Case {
  readonly endpoint: URL
  /** Files; undefined for a client without a certificate. */
  readonly ca: string
  readonly certificate?: string | undefined
  readonly privateKey?: string | undefined
  readonly okmsId?: string | undefined
  readonly now: () => number
  /** Milliseconds to wait for a reply of the server. */
  readonly patience?: number
  /** The proxy of clients that use the environment. */
  readonly proxy?: ProxyUse | undefined
}

const minute = 60_000
const defaultPatience = 5000
/** Minutes; a smaller difference does not affect any certificate of the emulator. */
const tolerableSkew = 4

interface CertificateFacts { readonly issuer: string, readonly notAfter: string, readonly notBefore: string }

/** Why the server rejects a certificate, by the `error_code` of its reply. */
const rejections: ReadonlyArray<readonly [ErrorKind, (facts: CertificateFacts) => Finding]> = [
  [authenticationErrors.CertificateRevoked, () => finding(diagnoses.CertificateRevoked)],
  [authenticationErrors.CertificateExpired, ({ notAfter }) => finding(diagnoses.CertificateExpired, notAfter)],
  [
    authenticationErrors.CertificateNotYetValid, ({ notBefore }) => finding(diagnoses.CertificateNotYetValid, notBefore)
  ],
  [authenticationErrors.CertificateForeign, ({ issuer }) => finding(diagnoses.CertificateForeign, issuer)],
  [authenticationErrors.CertificateUnknown, () => finding(diagnoses.CertificateUnknown)]
]

/** Undefined when the connection works. */
export async function runChecks (theCase: Case): Promise<Diagnosis | undefined> {
  try {
    await examineAll(theCase)
    return undefined
  } catch (error) {
    if (error instanceof Finding) return error.diagnosis
    throw error
  }
}

async function examineAll ({
  endpoint, ca: caFile, certificate: certificateFile, privateKey: keyFile, okmsId, now, patience = defaultPatience,
  proxy
}: Case): Promise<void> {
  const ca = read(caFile)
  const caCertificate = certificateIn(ca, caFile)
  const client = certificateFile === undefined ? undefined : clientOf(certificateFile, keyFile)

  // First without the client certificate: a failure here is unrelated to it.
  const where = `${hostOf(endpoint)} port ${portOf(endpoint)}`
  const path = (id: string) => `/api/${id}/v1/random?length=1`
  const first = await probe({
    endpoint, path: path(okmsId ?? '00000000-0000-4000-8000-000000000000'), ca, patience, proxy: proxy?.url
  })
  await examineServer(first, { endpoint, where, caFile, caCertificate, now, patience, proxy })
  const skew = first.kind === 'answer' && !Number.isNaN(first.serverTime)
    ? Math.round((now() - first.serverTime) / minute)
    : 0
  const skewed = () => { if (Math.abs(skew) > tolerableSkew) throw finding(diagnoses.ClockSkew, skew) }

  if (client === undefined) throw finding(diagnoses.CertificateMissing)
  const facts = describePeerCertificate(client.x509, caCertificate)
  const said = { issuer: facts.issuer, notBefore: rfc3339(facts.notBefore), notAfter: rfc3339(facts.notAfter) }
  if (now() > facts.notAfter || now() < facts.notBefore) {
    skewed()
    throw now() > facts.notAfter
      ? finding(diagnoses.CertificateExpired, said.notAfter)
      : finding(diagnoses.CertificateNotYetValid, said.notBefore)
  }

  const asked = okmsId ?? facts.okmsId
  const answer = await probe({ endpoint, path: path(asked), ca, client, patience, proxy: proxy?.url })
  if (answer.kind === 'failure') throw finding(diagnoses.CertificateCut, answer.message)
  const { status, body, errorCode } = answer
  const is = (error: ErrorKind) => errorCode === packErrorCode(error)
  if (status === 200) return
  if (is(authenticationErrors.CertificateExpired) || is(authenticationErrors.CertificateNotYetValid)) skewed()
  const rejection = rejections.find(([error]) => is(error))
  if (rejection !== undefined) throw rejection[1](said)
  if (is(accessErrors.DomainNotFound)) throw finding(diagnoses.DomainUnknown, asked)
  if (status === 403) {
    throw facts.okmsId !== '' && facts.okmsId !== asked
      ? finding(diagnoses.DomainOfAnother, facts.okmsId, asked)
      : finding(diagnoses.PolicyMissing, body)
  }
  throw finding(diagnoses.AnswerUnexpected, String(status), body)
}

interface ServerCase extends Required<Pick<Case, 'endpoint' | 'now' | 'patience'>>, Pick<Case, 'proxy'> {
  readonly where: string
  readonly caFile: string
  readonly caCertificate: X509Certificate
}

/** Faults of the server that are independent of the client certificate. */
async function examineServer (outcome: Outcome, theCase: ServerCase): Promise<void> {
  if (outcome.kind === 'answer') return
  const { endpoint, where, patience, proxy } = theCase
  const { code, message, shown } = outcome
  if (proxy !== undefined && code === 'PROXY_FAILED') {
    throw finding(diagnoses.ProxyFails, proxy.variable, shownProxy(proxy.url), where, proxy.why, message)
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') throw finding(diagnoses.HostUnknown, hostOf(endpoint))
  if (code === 'ECONNREFUSED') throw finding(diagnoses.PortClosed, where)
  if (['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL', 'EACCES'].includes(code)) {
    throw finding(diagnoses.Unreachable, where, code)
  }
  if (shown !== undefined) examineServerCertificate(code, shown, theCase)
  if (proxy !== undefined) {
    throw finding(diagnoses.ProxyFails, proxy.variable, shownProxy(proxy.url), where, proxy.why, `no TLS connection comes about: ${message}`)
  }
  if (await speaksPlainHttp(endpoint, patience)) throw finding(diagnoses.PlainHttp, where)
  throw code === 'ABORT_ERR'
    ? finding(diagnoses.Unreachable, where, 'no answer in time')
    : finding(diagnoses.NoTls, where, message)
}

function examineServerCertificate (
  code: string, shown: PeerCertificate, { endpoint, caFile, caCertificate, now, proxy }: ServerCase
): void {
  const name = hostOf(endpoint)
  if (untrustedCodes.has(code)) {
    throw isOfEmulator(shown, caCertificate)
      ? finding(diagnoses.CaWrong, issuerOf(shown), caFile)
      : finding(diagnoses.Intercepted, issuerOf(shown), caFile, proxy === undefined ? undefined : shownProxy(proxy.url))
  }
  if (code === 'CERT_HAS_EXPIRED') {
    throw finding(diagnoses.ServerCertificateExpired, rfc3339(Date.parse(shown.valid_to)))
  }
  if (code === 'CERT_NOT_YET_VALID') {
    throw finding(diagnoses.ClockSkew, Math.round((now() - Date.parse(shown.valid_from)) / minute))
  }
  if (faultOfName(name, shown) !== undefined || code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    throw finding(diagnoses.NameNotCarried, name, (shown.subjectaltname ?? 'no name')
      .replaceAll('IP Address:', '')
      .replaceAll('DNS:', ''))
  }
}

/** The CA of another emulator, or an earlier CA of this one, has the same name but another key. */
function isOfEmulator ({ issuer }: PeerCertificate, ca: X509Certificate): boolean {
  return issuer.CN === caName || issuer.CN === /^CN=(.+)$/m.exec(ca.subject)?.[1]
}

const issuerOf = ({ issuer }: PeerCertificate) =>
  Object.entries(issuer).map(([key, value]) => `${key}=${String(value)}`).join(', ')

function read (file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw finding(diagnoses.FileUnreadable, file, messageOf(error))
  }
}

function certificateIn (pem: string, file: string): X509Certificate {
  const facts = readCertificate(pem)
  if (facts === undefined) throw finding(diagnoses.FileUnreadable, file, 'it has no certificate in PEM')
  return facts.certificate
}

function clientOf (certificateFile: string, keyFile: string | undefined): {
  readonly certificate: string, readonly privateKey: string, readonly x509: X509Certificate
} {
  const certificate = read(certificateFile)
  const x509 = certificateIn(certificate, certificateFile)
  // One file may hold both.
  const privateKey = keyFile === undefined ? certificate : read(keyFile)
  const state = keyState(x509, privateKey)
  if (state === 'unreadable') {
    throw finding(diagnoses.FileUnreadable, keyFile ?? certificateFile, 'it has no private key in PEM')
  }
  if (state === 'another') throw finding(diagnoses.KeyOfAnother, keyFile ?? certificateFile, certificateFile)
  return { certificate, privateKey, x509 }
}
