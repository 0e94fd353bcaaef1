// Asks a server whether it is ready. That needs no certificate, and leaves no trace in a journal.

import { codeOf, messageOf } from '../../domain/thrown.js'
import { jsonOrText, requestHttps, untrustedCodes } from '../../emulator/https-request.js'

export interface HealthRequest {
  readonly host: string
  readonly port: number
  /** PEM. */
  readonly ca: string
  /** Milliseconds for the whole call; container healthchecks are repeated every few seconds. */
  readonly patience?: number
}

const connectionFailures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
  ECONNRESET: 'the connection was closed; is something else listening there?',
  EPROTO: 'no TLS is spoken there',
  ABORT_ERR: 'no answer in time'
}

/** Undefined when it is ready, else the reason in one line. */
export async function requestHealth (
  { host, port, ca, patience = 5000 }: HealthRequest
): Promise<string | undefined> {
  const where = `${host} port ${port}`
  try {
    const { status, text } = await requestHttps({
      host,
      port,
      path: '/_emulator/health',
      // The CA authenticates the server at any address; its certificate always names localhost.
      servername: 'localhost',
      ca,
      patience
    })
    if (status === 200) return undefined
    return isStarting(jsonOrText(text)) ? `${where}: the server has not finished starting` : `${where} answered ${status}: ${text.slice(0, 500)}`
  } catch (error) {
    const code = codeOf(error)
    const reason = untrustedCodes.has(code) ? 'the server shows a certificate of another CA; is this the server\'s --certs?' : connectionFailures[code ?? '']
    return `${where}: ${reason ?? messageOf(error)}`
  }
}

const isStarting = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'ready' in body && body.ready === false
