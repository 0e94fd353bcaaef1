// The suites of npm run test:hostile, in the order in which they run.

import { browserCsrf } from './browser-csrf.js'
import { pageFuzz } from './page-fuzz.js'
import { rebinding } from './rebinding.js'
import { secretsInLog } from './secrets-in-log.js'
import type { HostileSuite } from './suite.js'

export const hostileSuites: readonly HostileSuite[] = [pageFuzz, secretsInLog, rebinding, browserCsrf]
