// THE table of what can be wrong between a client and a server: one row each, with its own exit code and the fix.

export interface DiagnosisRow {
  readonly exitCode: number
  /** The fault, with the facts of the case. */
  readonly cause: (...facts: never[]) => string
  readonly cure: string
}

export const diagnoses = {
  FileUnreadable: { exitCode: 40, cause: (file: string, why: string) => `${file} cannot be used: ${why}`, cure: 'name the right file with --ca, --cert or --key' },
  HostUnknown: { exitCode: 41, cause: (host: string) => `there is no host ${host}`, cure: 'correct the name in --endpoint, or make it resolvable (hosts file, DNS, network of the container)' },
  PortClosed: { exitCode: 42, cause: (where: string) => `nothing listens on ${where}`, cure: 'start the server, or correct the port in --endpoint; in a container, localhost is the container itself' },
  Unreachable: {
    exitCode: 43,
    cause: (where: string, why: string) => `${where} cannot be reached (${why})`,
    cure: 'check firewall, proxy and network'
  },
  PlainHttp: { exitCode: 44, cause: (where: string) => `${where} speaks plain HTTP, not TLS`, cure: 'correct the port in --endpoint: this is another service, or the bootstrap port' },
  NoTls: { exitCode: 45, cause: (where: string, why: string) => `${where} does not complete a TLS handshake (${why})`, cure: 'correct the port in --endpoint: something else listens there' },
  CaWrong: { exitCode: 46, cause: (issuer: string, ca: string) => `the server's certificate, issued by "${issuer}", is not signed by ${ca}`, cure: 'use the ca.pem of this server, from its certificate folder or its bootstrap port' },
  NameNotCarried: { exitCode: 47, cause: (name: string, names: string) => `the server's certificate is not for ${name}; it is for ${names}`, cure: 'use one of those names in --endpoint, or start the emulator with --server-name' },
  ServerCertificateExpired: { exitCode: 48, cause: (until: string) => `the server's certificate expired on ${until}`, cure: 'restart the emulator, which renews it; if it was renewed already, the clock of this machine is ahead' },
  ClockSkew: { exitCode: 49, cause: (minutes: number) => `this machine's clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'} the server's`, cure: 'correct the clock that is wrong' },
  CertificateMissing: { exitCode: 50, cause: () => 'the client presents no certificate', cure: 'name it with --cert and --key; the certificate folder has client.pem and client-key.pem' },
  KeyOfAnother: { exitCode: 51, cause: (key: string, certificate: string) => `${key} is not the key of ${certificate}`, cure: 'use the matching key: client-key.pem for client.pem, ID_privatekey.pem for ID_certificate.pem' },
  CertificateExpired: { exitCode: 52, cause: (until: string) => `the client certificate expired on ${until}`, cure: 'create a new credential; the emulator creates one when it starts' },
  CertificateNotYetValid: { exitCode: 53, cause: (from: string) => `the client certificate is not valid before ${from}`, cure: 'wait, or create a new credential' },
  CertificateRevoked: { exitCode: 54, cause: () => 'the credential of the client certificate was revoked', cure: 'create a new credential' },
  CertificateForeign: { exitCode: 55, cause: (issuer: string) => `the client certificate was issued by "${issuer}", which this server does not trust`, cure: 'use a certificate that this server issued' },
  CertificateUnknown: { exitCode: 56, cause: () => 'the client certificate is not a credential of this server', cure: 'the server lost it with its data folder: start it with the certificate folder, or create a new credential' },
  DomainOfAnother: { exitCode: 57, cause: (own: string, asked: string) => `the client certificate is of okms domain ${own}, not of ${asked}`, cure: 'use its own domain, or a certificate of the other domain' },
  DomainUnknown: { exitCode: 58, cause: (asked: string) => `the server has no okms domain ${asked}`, cure: 'correct --okms-id; without it, the domain of the certificate is used' },
  PolicyMissing: { exitCode: 59, cause: (why: string) => `no policy allows the credential's identities the requested action (${why})`, cure: 'add a policy for one of its identities' },
  CertificateCut: { exitCode: 60, cause: (why: string) => `the server cut the connection because of the client certificate (${why})`, cure: 'it is of a foreign CA, of another domain or region, or its identities have no policy; the log of the emulator has the reason' },
  AnswerUnexpected: { exitCode: 61, cause: (status: string, body: string) => `the server answered ${status}: ${body}`, cure: 'see the log of the server' },
  ProxyFails: {
    exitCode: 62,
    cause: (variable: string, proxy: string, where: string, why: string, fault: string) =>
      `${variable} sends connections to ${where} through the proxy ${proxy}, as ${why}; ${fault}`,
    cure: 'make clients connect directly: eval "$(okms-emulator env)" adds the host to NO_PROXY and no_proxy, or add it there yourself'
  },
  Intercepted: { exitCode: 63, cause: (issuer: string, ca: string, proxy: string | undefined) => `the server's certificate, issued by "${issuer}", is neither signed by ${ca} nor made by an emulator; ${proxy === undefined ? 'a proxy, a virus scanner or another service answers in its place' : `the proxy ${proxy} intercepts TLS`}`, cure: 'make clients connect directly: eval "$(okms-emulator env)" adds the host to NO_PROXY and no_proxy; except it from a proxy or virus scanner that inspects TLS without being named; otherwise correct the port in --endpoint, or --ca' }
} as const satisfies Record<string, DiagnosisRow>

/** The result of one examination. */
export interface Diagnosis {
  readonly exitCode: number
  readonly cause: string
  readonly cure: string
}

/** Thrown by the examination of a connection, because the first fault is the one to fix. */
export class Finding extends Error {
  readonly diagnosis: Diagnosis

  constructor (diagnosis: Diagnosis) {
    super(diagnosis.cause)
    this.name = 'Found'
    this.diagnosis = diagnosis
  }
}

/** `throw found(diagnoses.PortClosed, where)`. */
export function finding<Facts extends unknown[]> (
  row: { readonly exitCode: number, readonly cause: (...facts: Facts) => string, readonly cure: string },
  ...facts: Facts
): Finding {
  return new Finding({ exitCode: row.exitCode, cause: row.cause(...facts), cure: row.cure })
}
