// How often each client repeats a request that fails, and what its caller gets: the tables of docs/retries.md, each
// cell measured. Started by `npm run test:clients`, which runs a server.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Missing } from '../../../scripts/clients/packages.js'
import { connectEmulator } from '../../../src/index.js'
import { actions, endless, faultNames, prepareCalls, type Call } from './calls.js'
import { programs, type Program } from './programs.js'
import { readRetryTables, type Cells } from './table.js'

const callLimit = 120_000
const no = '–'

const tables = readRetryTables()
const kms = await connectEmulator({
  endpoint: process.env.KMS_RESTAPI_ENDPOINT ?? '',
  admin: { certs: path.dirname(process.env.KMS_RESTAPI_CA ?? '') }
})

/** What a call ended with: the text of its error, or null. */
type Outcomes = ReadonlyMap<string, string | null>

/** Runs the program of a client until its calls have ended, apart from the endless ones. */
async function run ({ command: [command, ...args], cwd, env }: Program, calls: readonly Call[]): Promise<Outcomes> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, RETRY_CALLS: JSON.stringify(calls) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: some of these commands start the program that makes the calls.
    detached: true
  })
  let noise = ''
  child.stderr.on('data', (text: Buffer) => { noise += String(text) })
  const ended = once(child, 'close')
  const end = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? process.pid), signal)
  }
  const limit = setTimeout(() => { end('SIGKILL') }, callLimit)
  const interrupt = () => {
    end('SIGKILL')
    process.exit(1)
  }
  process.once('SIGTERM', interrupt).once('SIGINT', interrupt)
  const outcomes = new Map<string, string | null>()
  const missing = () => calls.filter(({ name }) => !outcomes.has(name) && !endless.has(name))
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, report] = /RETRY (\{.*\})/.exec(line) ?? []
      if (report === undefined) noise += `${line}\n`
      else {
        const { name, error } = JSON.parse(report) as { readonly name: string, readonly error: string | null }
        outcomes.set(name, error)
      }
      if (missing().length === 0) return outcomes
    }
    throw new Error(`no outcome of ${missing().map(({ name }) => name).join(', ')}\n${noise}`)
  } finally {
    // `go test` removes its files after this signal.
    end('SIGINT')
    await ended
    clearTimeout(limit)
    process.off('SIGTERM', interrupt).off('SIGINT', interrupt)
  }
}

interface Measured { readonly requests: Cells, readonly results: Cells, readonly problems: readonly string[] }

async function measure (program: Program): Promise<Measured> {
  const prepared = await prepareCalls(kms)
  try {
    const outcomes = await run(program, prepared.calls)
    return evaluate(await prepared.counts(), outcomes, program.setting)
  } finally {
    await prepared.remove()
  }
}

function evaluate (counts: ReadonlyMap<string, number>, outcomes: Outcomes, setting: string | undefined): Measured {
  const count = (name: string) => counts.get(name) ?? 0
  const problems: string[] = []
  const requests: Record<string, string> = {}
  const results: Record<string, string> = {}
  for (const fault of faultNames) {
    const [read, write] = actions.map((action) => count(`${fault} ${action}`))
    requests[fault] = read === write ? String(read) : `read ${read}, write ${write}`
    results[fault] = outcomes.get(`${fault} read`) ?? ''
    for (const action of actions) {
      const name = `${fault} once ${action}`
      const retried = count(`${fault} ${action}`) > 1
      // A client that retries gets the answer after the fault; every other one fails at the first.
      if (count(name) !== (retried ? 2 : 1)) problems.push(`${name}: ${count(name)} requests`)
      if ((outcomes.get(name) === null) !== retried) problems.push(`${name}: ${outcomes.get(name)}`)
      if (outcomes.get(`${fault} ${action}`) === null) problems.push(`${fault} ${action}: succeeded`)
    }
  }
  const repeats = [...endless].map((name) => count(name))
  requests['`Retry-After`'] = requests[429] === '1' && requests[503] === '1'
    ? no
    : repeats.every((number) => number === 1) ? 'honoured' : 'ignored'
  requests.Setting = setting === undefined ? no : `\`${setting}\``
  if (setting !== undefined && count('one retry') !== 2) {
    problems.push(`with ${setting} set to one retry: ${count('one retry')} requests`)
  }
  return { requests, results, problems }
}

/** What differs from the page. A result of the page is a part of the measured text. */
function differences (client: string, { requests, results, problems }: Measured): readonly string[] {
  const said = { requests: tables.requests.get(client), results: tables.results.get(client) }
  return [
    ...problems,
    ...Object.entries(requests).filter(([title, cell]) => said.requests?.[title] !== cell)
      .map(([title, cell]) => `requests, ${title}: the page says ${said.requests?.[title]}, measured: ${cell}`),
    ...Object.entries(results).filter(([title, text]) => {
      const parts = [...(said.results?.[title] ?? '').matchAll(/`([^`]+)`/g)].map(([, part = '']) => part)
      return parts.length === 0 || !parts.every((part) => text.includes(part))
    }).map(([title, text]) => `result, ${title}: the page says ${said.results?.[title]}, measured: ${text}`)
  ]
}

try {
  for (const { title, prepare } of programs) {
    try {
      const wrong = differences(title, await measure(prepare()))
      console.log(`${wrong.length === 0 ? 'ok' : 'NOT OK'} ${title}${wrong.map((line) => `\n  ${line}`).join('')}`)
      if (wrong.length > 0) process.exitCode = 1
    } catch (error) {
      if (!(error instanceof Missing)) throw error
      console.log(`SKIPPED ${title}: ${error.message}`)
    }
  }
  const titles = new Set(programs.map(({ title }) => title))
  const unknown = [...tables.requests.keys(), ...tables.results.keys()].filter((client) => !titles.has(client))
  if (unknown.length > 0) throw new Error(`docs/retries.md has rows that nothing measures: ${unknown.join(', ')}`)
} finally {
  await kms.close()
}
