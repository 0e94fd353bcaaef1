// One GET .../v1/random over mutual TLS: the smallest call that proves TLS, identity and the service behind it.

import { codeOf, messageOf } from '../../domain/thrown.js'
import type { ClientCertificate } from '../clients/client-certificates.js'
import { requestHttps, untrustedCodes } from '../../emulator/https-request.js'

export interface RandomRequest {
  readonly host: string
  readonly port: number
  /** PEM. */
  readonly ca: string
  readonly client: ClientCertificate
}

/** Milliseconds for the whole call; container healthchecks are repeated every few seconds. */
const patience = 5000

const connectionFailures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
  ECONNRESET: 'the connection was closed; is something else listening there?',
  EPROTO: 'no TLS is spoken there',
  ABORT_ERR: `no answer within ${patience / 1000} seconds`
}

/** Undefined when it answered with 200, else the reason in one line. */
export async function requestRandom ({ host, port, ca, client }: RandomRequest): Promise<string | undefined> {
  const where = `${host} port ${port}`
  try {
    const { status, text } = await requestHttps({
      host,
      port,
      path: `/api/${client.okmsId}/v1/random?length=1`,
      // The CA authenticates the server at any address; its certificate always names localhost.
      servername: 'localhost',
      ca,
      cert: client.certificate,
      key: client.privateKey,
      patience
    })
    return status === 200 ? undefined : `${where} answered ${status}: ${text.slice(0, 500)}`
  } catch (error) {
    const code = codeOf(error)
    const reason = untrustedCodes.has(code) ? 'the server shows a certificate of another CA; is this the server\'s --certs?' : connectionFailures[code ?? '']
    return `${where}: ${reason ?? messageOf(error)}`
  }
}
