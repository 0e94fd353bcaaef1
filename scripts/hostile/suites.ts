// The suites of npm run test:hostile, in the order in which they run.

import { browserCsrf } from './browser-csrf.js'
import { controls } from './controls.js'
import { databaseFaults } from './database-faults.js'
import { fileSystemFaults } from './file-system-faults.js'
import { firstStartKills } from './first-start-kills.js'
import { pageFuzz } from './page-fuzz.js'
import { races } from './races.js'
import { rebinding } from './rebinding.js'
import { secretRaces } from './secret-races.js'
import { secretsInLog } from './secrets-in-log.js'
import type { HostileSuite } from './suite.js'
import { wycheproof } from './wycheproof.js'

export const hostileSuites: readonly HostileSuite[] = [
  pageFuzz, secretsInLog, races, secretRaces, controls, rebinding, browserCsrf, firstStartKills, databaseFaults,
  fileSystemFaults, wycheproof
]
