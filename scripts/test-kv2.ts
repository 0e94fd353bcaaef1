// npm run test:kv2 -- FILE: replays recorded sequences of a KV v2 server. Every answer agrees once it has the shape
// that the contract gives it, or a table says why not, and what the answer is instead.

import { parseArgs } from 'node:util'
import { replay, type Difference } from './kv2/replay.js'
import { rules } from './kv2/contract-shape.js'
import { startKvServer } from './kv2/server.js'
import { readTranscripts } from './kv2/transcripts.js'

const { positionals, values } = parseArgs({
  allowPositionals: true, options: { only: { type: 'string' }, rules: { type: 'boolean' } }
})
const [file] = positionals
if (file === undefined) {
  console.error('usage: npm run test:kv2 -- FILE [--only PART-OF-A-NAME] [--rules]')
  process.exit(2)
}

const sequences = readTranscripts(file).filter(({ name }) => name.includes(values.only ?? ''))
const progress = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text.padEnd(60)}`)
}

await using server = await startKvServer()
const { steps, agreeing, applied, differences } = await replay(sequences, server, progress)
progress('')

const isExplained = ({ because }: Difference) => because !== undefined
const print = ({ sequence, step, request, problems, because }: Difference) => {
  console.log(`${because === undefined ? 'FAILED ' : ''}${sequence}, step ${step}: ${request}`)
  for (const problem of because === undefined ? problems : problems.slice(0, 1)) console.log(`    ${problem}`)
  if (because !== undefined) console.log(`    because: ${because}`)
}
const known = differences.filter(isExplained)
const faults = differences.filter((difference) => !isExplained(difference))
known.forEach(print)
faults.forEach(print)
if (values.rules === true) {
  for (const { name, because } of rules) console.log(`${applied.get(name) ?? 0} answers: ${name} (${because})`)
}
console.log(`${agreeing} of ${sequences.length} sequences agree in each of their steps; of ${steps} requests ${steps - differences.length} agree, ${known.length} differ as explained, ${faults.length} are faults`)
if (sequences.length === 0 || faults.length > 0) process.exitCode = 1
