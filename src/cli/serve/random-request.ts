// One GET .../v1/random over mutual TLS: the smallest call that proves TLS, identity and the service behind it.

import https from 'node:https'
import type { ClientCertificate } from '../clients/client-certificates.js'

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
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server shows a certificate of another CA; is this the server\'s --certs?',
  SELF_SIGNED_CERT_IN_CHAIN: 'the server shows a certificate of another CA; is this the server\'s --certs?',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server shows a certificate of another CA; is this the server\'s --certs?',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the server shows a certificate of another CA; is this the server\'s --certs?',
  CERT_SIGNATURE_FAILURE: 'the server shows a certificate of another CA; is this the server\'s --certs?',
  ABORT_ERR: `no answer within ${patience / 1000} seconds`
}

/** Undefined when it answered with 200, else the reason in one line. */
export function askForRandom ({ host, port, ca, client }: RandomRequest): Promise<string | undefined> {
  const where = `${host} port ${port}`
  return new Promise((resolve) => {
    const request = https.get({
      host,
      port,
      path: `/api/${client.okmsId}/v1/random?length=1`,
      // Whatever address it is reached by, the server is proved by its CA; its certificate always names localhost.
      servername: 'localhost',
      ca,
      cert: client.certificate,
      key: client.privateKey,
      agent: false,
      signal: AbortSignal.timeout(patience)
    }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => { body += part })
      response.on('error', (error) => { resolve(`${where}: ${reasonOf(error)}`) })
      response.on('end', () => {
        resolve(response.statusCode === 200 ? undefined : `${where} answered ${response.statusCode ?? 'nothing'}: ${body.slice(0, 500)}`)
      })
    })
    request.on('error', (error) => { resolve(`${where}: ${reasonOf(error)}`) })
  })
}

function reasonOf (error: Error & { readonly code?: unknown }): string {
  const known = typeof error.code === 'string' ? connectionFailures[error.code] : undefined
  return known ?? error.message
}
