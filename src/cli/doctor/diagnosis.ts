// THE table of what can be wrong between a client and a server: one row each, with an exit code of its own and the cure.

export interface DiagnosisRow {
  readonly exitCode: number
  /** What is wrong, in the facts of the case. */
  readonly cause: (...facts: never[]) => string
  readonly cure: string
}

export const diagnoses = {
  FileUnreadable: { exitCode: 40, cause: (file: string, why: string) => `${file} cannot be used: ${why}`, cure: 'name the right file with --ca, --cert or --key' },
  HostUnknown: { exitCode: 41, cause: (host: string) => `there is no host ${host}`, cure: 'correct the name in --endpoint, or make it known (hosts file, DNS, network of the container)' },
  PortClosed: { exitCode: 42, cause: (where: string) => `nothing listens on ${where}`, cure: 'start the server, or correct the port in --endpoint; in a container, localhost is the container itself' },
  Unreachable: { exitCode: 43, cause: (where: string, why: string) => `${where} cannot be reached (${why})`, cure: 'look for a firewall, a proxy or a network that the host is not on' },
  PlainHttp: { exitCode: 44, cause: (where: string) => `${where} speaks plain HTTP, not TLS`, cure: 'correct the port in --endpoint: this is another service, or the bootstrap port' },
  NoTls: { exitCode: 45, cause: (where: string, why: string) => `no TLS connection comes about with ${where} (${why})`, cure: 'correct the port in --endpoint: something else listens there' },
  CaWrong: { exitCode: 46, cause: (issuer: string, ca: string) => `the server's certificate, issued by "${issuer}", is not signed by ${ca}`, cure: 'take the ca.pem of this very server: its certificate folder has it, and so has its bootstrap port' },
  NameNotCarried: { exitCode: 47, cause: (name: string, names: string) => `the server's certificate is not for ${name}; it is for ${names}`, cure: 'use one of those names in --endpoint, or start the emulator with --server-name' },
  ServerCertificateExpired: { exitCode: 48, cause: (until: string) => `the server's certificate expired on ${until}`, cure: 'restart the emulator, which renews it; one that was renewed expires in the eyes of a machine whose clock is ahead' },
  ClockSkew: { exitCode: 49, cause: (minutes: number) => `this machine's clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'} the server's`, cure: 'set the clock of the one that is wrong' },
  CertificateMissing: { exitCode: 50, cause: () => 'no client certificate is shown', cure: 'name it with --cert and --key; the certificate folder has client.pem and client-key.pem' },
  KeyOfAnother: { exitCode: 51, cause: (key: string, certificate: string) => `${key} is not the key of ${certificate}`, cure: 'take the key that belongs to it: client-key.pem to client.pem, ID_privatekey.pem to ID_certificate.pem' },
  CertificateExpired: { exitCode: 52, cause: (until: string) => `the client certificate expired on ${until}`, cure: 'make a new credential; the emulator makes one by itself when it starts' },
  CertificateNotYetValid: { exitCode: 53, cause: (from: string) => `the client certificate is not valid before ${from}`, cure: 'wait, or make a new credential' },
  CertificateRevoked: { exitCode: 54, cause: () => 'the credential of the client certificate was revoked', cure: 'make a new credential' },
  CertificateForeign: { exitCode: 55, cause: (issuer: string) => `the client certificate was issued by "${issuer}", which this server does not trust`, cure: 'take a certificate that this very server issued' },
  CertificateUnknown: { exitCode: 56, cause: () => 'the client certificate is no credential of this server', cure: 'the server lost it with its data folder: start it with the certificate folder, or make a new credential' },
  DomainOfAnother: { exitCode: 57, cause: (own: string, asked: string) => `the client certificate is of okms domain ${own}, not of ${asked}`, cure: 'ask for its own domain, or take a certificate of the other one' },
  DomainUnknown: { exitCode: 58, cause: (asked: string) => `the server has no okms domain ${asked}`, cure: 'correct --okms-id; without it, the domain of the certificate is asked for' },
  PolicyMissing: { exitCode: 59, cause: (why: string) => `no policy allows the credential's identities what was asked (${why})`, cure: 'add a policy for one of its identities' },
  CertificateCut: { exitCode: 60, cause: (why: string) => `the server cut the connection because of the client certificate (${why})`, cure: 'it is of a foreign CA, of another domain or region, or its identities have no policy; the log of an emulator says which' },
  AnswerUnexpected: { exitCode: 61, cause: (status: string, body: string) => `the server answered ${status}: ${body}`, cure: 'see the log of the server' },
  ProxyFails: { exitCode: 62, cause: (variable: string, proxy: string, where: string, why: string, fault: string) => `${variable} sends connections to ${where} through the proxy ${proxy}, as ${why}; ${fault}`, cure: 'make clients connect directly: eval "$(okms-emulator env)" adds the host to NO_PROXY and no_proxy, or add it there yourself' },
  Intercepted: { exitCode: 63, cause: (issuer: string, ca: string, proxy: string | undefined) => `the server's certificate, issued by "${issuer}", is neither signed by ${ca} nor made by an emulator; ${proxy === undefined ? 'a proxy, a virus scanner or another service answers in its place' : `the proxy ${proxy} intercepts TLS`}`, cure: 'make clients connect directly: eval "$(okms-emulator env)" adds the host to NO_PROXY and no_proxy; except it from a proxy or virus scanner that inspects TLS without being named; otherwise correct the port in --endpoint, or --ca' }
} as const satisfies Record<string, DiagnosisRow>

/** What was found in one case. */
export interface Diagnosis {
  readonly exitCode: number
  readonly cause: string
  readonly cure: string
}

/** Thrown by what examines a connection, since the first thing that is wrong is the one to fix. */
export class Found extends Error {
  readonly diagnosis: Diagnosis

  constructor (diagnosis: Diagnosis) {
    super(diagnosis.cause)
    this.name = 'Found'
    this.diagnosis = diagnosis
  }
}

/** `throw found(diagnoses.PortClosed, where)`. */
export function found<Facts extends unknown[]> (row: { readonly exitCode: number, readonly cause: (...facts: Facts) => string, readonly cure: string }, ...facts: Facts): Found {
  return new Found({ exitCode: row.exitCode, cause: row.cause(...facts), cure: row.cure })
}
