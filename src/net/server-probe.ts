// Checks whether an emulator of this CA listens at a URL.

import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { hostOf, portOf } from '../domain/text/url-host.js'
import { isSignedBy } from '../pki/peer-certificate.js'

/** Milliseconds; such a server is on this machine or close by. */
const patience = 1000

/** Whether a server at this https URL shows a certificate that the CA issued. Names and times in it do not matter. */
export async function isServing (endpoint: string, caPem: string): Promise<boolean> {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url === undefined) return false
  const host = hostOf(url)
  return await new Promise((resolve) => {
    // The certificate is compared below, as the clock of either server may be moved.
    const socket = connect({
      host, port: portOf(url), servername: isIP(host) === 0 ? host : '', rejectUnauthorized: false
    })
    const timer = setTimeout(() => { done(false) }, patience)
    const done = (found: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(found)
    }
    socket.on('error', () => { done(false) })
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      done(certificate !== undefined && isSignedBy(certificate, new X509Certificate(caPem)))
    })
  })
}
