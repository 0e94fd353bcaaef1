// seed: applies seed files to a running server, or to the folder of a stopped one.

import path from 'node:path'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import type { AdminReplyBody } from '../../emulator/admin/admin-api.js'
import { jsonOption } from '../access-options.js'
import type { Command, Surroundings } from '../command.js'
import { adminFailures, exitCodes } from '../exit-codes.js'
import { readText } from '../secrets/secret-data.js'
import { adminRule } from '../server-selection.js'
import { table } from './reply-text.js'
import { serverOptions, withServer } from './seed-calls.js'

const accepted = [jsonOption, ...serverOptions]

/** Files of one command line. */
const mostFiles = 1000

export const seed: Command = {
  name: 'seed',
  summary: 'Create what seed files describe: domains, keys, secrets, credentials, tokens, policies',
  usage: 'FILE...|- [options]',
  options: accepted,
  notes: [
    'A seed file is YAML or JSON (docs/seeds.md); - reads standard input. The files are applied in order, each in one transaction. What is there already stays as it is, so that a second time changes nothing. Every problem of a file is reported with line and column, and then nothing of it is written.',
    'Private keys, tokens and client secrets that are made are written to the files that the seed names with out, relative to it; the others are printed.',
    adminRule
  ],
  exitCodes: exitCodes('done', ['UsageWrong', ...adminFailures]),
  run
}

type Report = AdminReplyBody<'ApplySeed'>
type Item = Report['items'][number]

async function run (argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { cwd, stdout, stderr } = surroundings
  return await withServer(argv, surroundings, accepted, mostFiles, async ({ words, own, ask }) => {
    if (words.length === 0) throw startFailure(startFailures.UsageWrong, ['seed: a file is missing; accepted: FILE..., or - for standard input'])
    const texts: string[] = []
    for (const word of words) texts.push(await readText(word, surroundings))
    const items: Item[] = []
    for (const [index, word] of words.entries()) {
      const body = { name: word === '-' ? 'standard input' : word, content: texts[index] ?? '' }
      const report = await ask({ operationId: 'ApplySeed', body }) as Report
      items.push(...report.items)
      const base = word === '-' ? cwd : path.dirname(path.resolve(cwd, word))
      // What could not be written is nowhere else.
      const written = await writeFiles(report.items, base, (item) => { stdout.write(secretText(item)) })
      for (const file of written) stderr.write(`okms-emulator: wrote ${file}\n`)
    }
    const created = items.filter(({ outcome }) => outcome === 'created').length
    const report: Report = { created, unchanged: items.length - created, items }
    if (own.one(jsonOption) === true) {
      stdout.write(`${JSON.stringify(report, null, 2)}\n`)
      return
    }
    stdout.write(reportText(report))
    const shown = items.filter((item) => item.out === undefined).map(secretText).join('')
    stdout.write(shown)
    if (shown !== '') stderr.write('okms-emulator: private keys, tokens and client secrets are shown this once and kept nowhere; keep them now\n')
  })
}

/** Returns the paths. Throws StartFailure. @param unwritten Called with an item whose files cannot be written. */
async function writeFiles (
  items: readonly Item[], base: string, unwritten: (item: Item) => void
): Promise<readonly string[]> {
  const { writeMade } = await import('../../emulator/seeds/made-files.js')
  return items.flatMap((item) => {
    const { certificatePEM, privateKeyPEM, token, clientSecret, out } = item
    try {
      return writeMade({ certificatePem: certificatePEM, privateKeyPem: privateKeyPEM, token, clientSecret, out }, base)
    } catch (error) {
      unwritten(item)
      throw error
    }
  })
}

function reportText ({ created, unchanged, items }: Report): string {
  const rows = items.length === 0 ? '' : table(['outcome', 'kind', 'name', 'id'], items)
  return `${rows}${created} created, ${unchanged} unchanged\n`
}

/** What exists only now; empty for other items. */
function secretText ({ kind, name, certificatePEM, privateKeyPEM, token, clientSecret }: Item): string {
  return Object.entries({ certificate: certificatePEM, 'private key': privateKeyPEM, token, secret: clientSecret })
    .flatMap(([what, text]) => text === undefined ? [] : [`${what} of ${kind} ${name}:\n${text.trimEnd()}\n`])
    .join('')
}
