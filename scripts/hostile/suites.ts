// The suites of npm run test:hostile, in the order in which they run.

import { pageFuzz } from './page-fuzz.js'
import { secretsInLog } from './secrets-in-log.js'
import type { HostileSuite } from './suite.js'

export const hostileSuites: readonly HostileSuite[] = [pageFuzz, secretsInLog]
