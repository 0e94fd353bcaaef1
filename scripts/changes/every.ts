// Every change that the test performs, and why the other rows of the table are left out.

import { apiChanges } from './apis.js'
import type { Change } from './change.js'
import { commandChanges } from './commands.js'
import { keyChanges } from './keys.js'
import { layerChanges } from './layers.js'
import { secretChanges } from './secrets.js'

/** In this order. A later change may build on an earlier one. */
export const changes: readonly Change[] = [
  ...keyChanges, ...secretChanges, ...apiChanges, ...commandChanges, ...layerChanges
]

/** Rows that only name where something is decided: what works afterwards depends on what is changed. */
export const notPerformed: ReadonlyMap<string, string> = new Map([
  ['change who the caller is', 'an order of checks, each with tests of its own'],
  ['change which clients `--refuse-in-handshake` rejects', 'a rule, not a table'],
  ['change what an operation asks of policies', 'performed with the operation of the service\'s API, which needs an action'],
  ['open a port for another protocol over TLS', 'a front door of its own'],
  ['change how a policy is judged', 'a rule, not a table'],
  ['add a control for tests', 'a service, an operation, a method and a verb of its own'],
  ['change the format of seeds', 'a table of shapes, and for each kind of item a file with tests of its own'],
  ['change how commands find a server', 'an order of places, with tests of its own'],
  ['change what a page shows', 'seen in a browser only'],
  ['change which client is the default, or what moves to the pki folder', 'a rule, not a table'],
  ['read another file at run time', 'needs the build; npm run test:package covers the files that are read today']
])
