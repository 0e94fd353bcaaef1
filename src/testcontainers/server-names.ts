// The names that the server has to know for its certificates. It makes one for each private name by itself.

import { isIP } from 'node:net'
import { isPrivateName } from '../services/certificates/private-names.js'

/**
 * The value of `OKMS_EMULATOR_SERVER_NAME` for a server that clients reach under these hosts.
 * @param given The value that the user gave.
 */
export function serverNames (hosts: readonly string[], given: string | undefined): string | undefined {
  const others = hosts.filter((host) => isIP(host) !== 0 || !isPrivateName(host.toLowerCase()))
  const names = [...given === undefined ? [] : [given], ...new Set(others)]
  return names.length === 0 ? undefined : names.join(',')
}
