// Why a TLS handshake failed, in few words: the codes of OpenSSL and of sockets are many, and differ by release.

/** Rows in the order in which they are tried. */
const causes: ReadonlyArray<readonly [cause: string, codes: RegExp]> = [
  ['timeout', /^ERR_TLS_HANDSHAKE_TIMEOUT$/],
  // The client's verdict, in an alert: it does not trust the CA, or wants another name (RFC 8446 section 6.2).
  ['server_certificate', /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE)$/],
  ['protocol_version', /UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|PROTOCOL_VERSION|INAPPROPRIATE_FALLBACK/],
  ['cipher', /NO_SHARED_CIPHER|NO_SUITABLE|NO_SHARED_GROUP|HANDSHAKE_FAILURE/],
  ['application_protocol', /NO_APPLICATION_PROTOCOL/],
  ['not_tls', /WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|BAD_RECORD_TYPE|UNEXPECTED_MESSAGE|RECORD_LAYER/],
  ['closed', /^(?:ECONNRESET|EPIPE|ECONNABORTED)$/]
]

/** @param code Of Node's error. */
export function handshakeFailureCause (code: string): string {
  return causes.find(([, codes]) => codes.test(code))?.[0] ?? 'other'
}
