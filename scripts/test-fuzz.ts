// npm run test:fuzz: schemathesis, a fuzzer for OpenAPI contracts, against the built server with every check on: the
// data plane over mutual TLS, the control plane with a bearer token.

import { parseArgs } from 'node:util'
import { startOkmsServer, withWorkplace } from '../bench/servers.js'
import { prepareControlPlane } from './fuzz/control-plane.js'
import { prepareDataPlane } from './fuzz/data-plane.js'
import { provideSchemathesis, runSchemathesis } from './fuzz/schemathesis.js'

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string' },
    seconds: { type: 'string' },
    examples: { type: 'string' }
  }
})

/** For each contract. */
const bounds = {
  seconds: Number(flags.seconds ?? (flags.short ? 60 : 600)),
  examples: Number(flags.examples ?? (flags.short ? 40 : 400)),
  seed: flags.seed
}

const lacking = provideSchemathesis()
if (lacking !== undefined) console.log(`SKIPPED: ${lacking}; nothing was fuzzed`)
else {
  process.exitCode = await withWorkplace(async (workplace) => {
    const server = await startOkmsServer(workplace, { flags: ['--admin-open-loopback'] })
    const contracts = [await prepareDataPlane(server), ...await prepareControlPlane(server)]
    const chosen = contracts.filter(({ name }) => new RegExp(flags.only ?? '').test(name))
    return Math.max(...chosen.map((contract) => runSchemathesis(workplace, server, contract, bounds)))
  })
}
