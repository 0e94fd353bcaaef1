// The fault rules about TLS handshakes.

import type { FaultedClient } from './fault-matching.js'
import type { Faults } from './faults.js'

interface Client extends FaultedClient {
  readonly issuedByUs: boolean
  readonly isAdmin: boolean
}

/**
 * Why a rule rejects the handshake of a client with this certificate. Never that of the admin certificate, which steers
 * the rules; nor that of a client without a certificate, which may want the pages or the admin API.
 */
export function createHandshakeFaults (
  faults: Pick<Faults, 'ofHandshake'>
): (client: Client) => string | undefined {
  return (client) => {
    if (faults.ofHandshake === undefined || !client.issuedByUs || client.isAdmin) return undefined
    const faultId = faults.ofHandshake(client)
    return faultId === undefined ? undefined : `fault rule ${faultId}`
  }
}
