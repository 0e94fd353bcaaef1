// A program that closes on a signal but never gets done with it; stop-signals.test.ts runs it.

import { createLogger } from '../../../src/log/log.js'
import { closeOnSignal } from '../../../src/cli/serve/stop-signals.js'

const keptAlive = setInterval(() => {}, 1000)
closeOnSignal(createLogger({ level: 'info', format: 'json' }), {}, () => new Promise(() => { keptAlive.ref() }))
process.stdout.write('up\n')
