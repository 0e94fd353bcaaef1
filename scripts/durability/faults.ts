// What can be wrong with a server's files or its disk: each ends in a clear refusal, and a start after the
// cause is gone works without help.

import { certificateFault, clockFault } from './certificate-faults.js'
import { bitFlips, truncations } from './database-faults.js'
import { fullDisk, readOnlyFolder } from './disk-faults.js'
import { masterKeyFault } from './master-key-faults.js'
import type { Fault } from './fault.js'

export const faults: Readonly<Record<string, Fault>> = {
  'disk full while running': fullDisk,
  'folder read-only': readOnlyFolder,
  'master key': masterKeyFault,
  'certificate folder': certificateFault,
  'clock a day back': clockFault,
  'database truncated': truncations,
  'database bits flipped': bitFlips
}
