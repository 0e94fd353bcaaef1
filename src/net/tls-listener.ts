// Opens a port for mutual TLS, whatever protocol runs over it: accepts connections, runs the handshake with the
// certificate for the name that the client requests, and hands over sockets whose client certificate can be read.

import { constants } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import tls, { createSecureContext, type TlsOptions, type TLSSocket } from 'node:tls'
import { startFailures } from '../domain/errors/start-failures.js'
import { memoize } from '../domain/memoize.js'
import { codeOf } from '../domain/thrown.js'
import type { CertifiedKey } from '../pki/certificate.js'
import type { HandshakeRefusal } from './alert/handshake-refusal.js'
import { listenOrFail } from './listen-or-fail.js'
import type { Listening, ListenOptions } from './listener.js'

export interface TlsListenOptions extends ListenOptions {
  readonly certificates: CertificateChoice
  /** The CA of the client certificates; the client receives its name with the request for one. */
  readonly caPem: string
  /** Protocols that are accepted when a client names some (RFC 7301); without it, the client's are ignored. */
  readonly alpn?: readonly string[]
  /** Milliseconds for the TLS handshake. */
  readonly handshakeTimeout: number
  /** Undefined: every client can connect, and the front door rejects it in its own protocol. */
  readonly refusal?: HandshakeRefusal | undefined
  /** Called when a handshake fails, whichever side ended it. @param why The code of OpenSSL or of the socket. */
  readonly handshakeFailed?: ((why: string) => void) | undefined
  /** Sees a connection before its first byte is read as TLS. It calls `startTls`, or ends the connection. */
  readonly beforeTls?: (socket: Socket, startTls: () => void) => void
  /** Called after each handshake. The front door rejects a missing certificate, and one that the CA did not issue. */
  readonly onConnection: (socket: TLSSocket) => void
  /** Closes the connections without a request in progress: called until none is left when the port closes. */
  readonly closeIdle: () => void
}

/** Called for each connection. An unchanged certificate is the same object. */
export interface CertificateChoice {
  /** For a client that requests no name or an unknown one. */
  forAddress (localAddress: string): CertifiedKey
  /** For the name that a client requests; undefined for the default one. */
  forName (name: string): CertifiedKey | undefined
}

export interface TlsListening extends Omit<Listening, 'close'> {
  /** Accepts no new connection, waits for requests in progress, and closes what is left after `graceMs`. */
  close (graceMs: number): Promise<void>
}

const settings = {
  minVersion: 'TLSv1.2',
  requestCert: true,
  // Tokens are accepted too, so a missing or foreign certificate is rejected later, with its own text.
  rejectUnauthorized: false,
  // No session tickets: a resumed session would readmit a client without its certificate or with an expired one.
  // No renegotiation (TLS 1.2): it would change who the client is under an open connection, and costs the server more
  // than the client.
  secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION
} as const satisfies TlsOptions

/** Throws StartFailure when a port is in use or not permitted. */
export async function listenTls (options: TlsListenOptions): Promise<TlsListening> {
  const { refusal, closeIdle, beforeTls = (_socket, startTls) => { startTls() } } = options
  const startTls = createTlsServer(options)
  const accept = (socket: Socket) => { beforeTls(socket, () => { startTls(socket) }) }
  const listening = await listenOrFail(options, startFailures.PortInUse, () => createServer({ noDelay: true }, accept))
  return {
    ...listening,
    async close (graceMs) {
      if (refusal !== undefined) await lastWrites()
      await listening.close(graceMs, closeIdle)
    }
  }
}

/** Returns a function that starts TLS on a connection. The server never listens itself. */
function createTlsServer (options: TlsListenOptions): (socket: Socket) => void {
  const { certificates, caPem, alpn, handshakeTimeout, refusal, handshakeFailed, onConnection } = options
  const optionsFor = ({ certificatePem, privateKeyPem }: CertifiedKey) =>
    ({ ...settings, cert: certificatePem, key: privateKeyPem, ca: caPem })
  const contextOf = memoize((certificate: CertifiedKey) => createSecureContext(optionsFor(certificate)))
  let byDefault = certificates.forAddress('')
  const server = tls.createServer({
    ...optionsFor(byDefault),
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
    handshakeTimeout,
    SNICallback (name, done) {
      const certificate = certificates.forName(name)
      done(null, certificate && contextOf(certificate))
    }
  })
  const streamOver: (socket: Socket) => Duplex = refusal?.follow(server) ?? ((socket) => socket)
  server.on('secureConnection', (socket) => { if (refusal?.admitsHandshake(socket) ?? true) onConnection(socket) })
  server.on('tlsClientError', (error, socket) => {
    socket.destroy()
    handshakeFailed?.(codeOf(error) ?? error.message)
  })

  return (socket) => {
    const certificate = certificates.forAddress(socket.localAddress ?? '')
    if (certificate !== byDefault) {
      byDefault = certificate
      server.setSecureContext(optionsFor(certificate))
    }
    server.emit('connection', streamOver(socket))
  }
}

/** TLS over a watched connection hands on one write a turn: closing idle connections would lose the end of a reply. */
async function lastWrites (): Promise<void> {
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => { setImmediate(resolve) })
}
