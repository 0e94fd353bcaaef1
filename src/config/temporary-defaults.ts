// The defaults of a server that lives as long as a program: in a temporary folder, on any free port.

import path from 'node:path'
import type { Defaults } from './config.js'
import { options, readSwitch } from './options.js'

/** Keys are in memory only, unless the data folder is named or every write is to be durable. */
export function temporaryDefaults (folder: string): Defaults {
  return (given) => {
    const keepsKeys = given(options.data) !== undefined || readSwitch(given(options.durable) ?? '') === true
    return {
      [options.port.name]: '0',
      [options.data.name]: path.join(folder, 'data'),
      [options.certs.name]: path.join(folder, 'certs'),
      [options.ephemeral.name]: String(!keepsKeys),
      [options.bootstrapPort.name]: 'off'
    }
  }
}
