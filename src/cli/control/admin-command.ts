// The commands `domain`, `credential`, `token` and so on: each verb is one call of the admin API, whose
// reply is printed as text or JSON.

import path from 'node:path'
import { loadConfig } from '../../config/config.js'
import { packErrorCode } from '../../domain/errors/error-code.js'
import type { SpelledProblem } from '../../domain/errors/wording.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { fromFlags } from '../../config/option-sources.js'
import { options, type Option } from '../../config/options.js'
import type { AdminApi, AdminCall } from '../../emulator/admin/admin-api.js'
import { certificateFiles } from '../../services/certificates/certificate-files.js'
import { endpointOption, jsonOption } from '../access-options.js'
import { okmsConfigurationIn } from '../clients/client-access.js'
import type { Command, Surroundings } from '../command.js'
import { outOption } from './admin-options.js'
import { adminFailures, exitCodes } from '../exit-codes.js'
import { nouns, type Noun } from './nouns.js'
import { formatReply } from './reply-text.js'
import type { Verb, VerbAsk, VerbInput } from './verbs.js'
import { checkCounts, readArguments } from './arguments.js'
import { credentialIn, writeCredential } from './credential-files.js'
import { readCommandOptions } from '../command-options.js'
import { adminRule, reportServer, runningRule } from '../server-selection.js'
import { prepareFolder } from '../writable-folder.js'

/** Location of the server or its folders; the same for every verb. */
const placeOptions = [
  jsonOption, endpointOption, options.okmsId, options.data, options.certs, options.pki, options.caCert, options.caKey,
  options.ephemeral, options.config
]

const optionsOf = (verb: Verb): readonly Option<unknown>[] => [...verb.options, ...placeOptions]

export const adminCommands: readonly Command[] = nouns.map((noun) => ({
  name: noun.name,
  summary: noun.summary,
  usage: `${noun.verbs.map(({ name }) => name).join('|')} ... [options]`,
  options: [...new Set(noun.verbs.flatMap((verb) => verb.options)), ...placeOptions],
  notes: [
    noun.verbs.map((verb) => `okms-emulator ${noun.name} ${usageOf(verb)}`).join('\n'),
    noun.needsServer === true ? runningRule : adminRule
  ],
  exitCodes: exitCodes('done', ['UsageWrong', ...adminFailures, 'FilesInTheWay', ...noun.failures ?? []]),
  run: async (argv, surroundings) => await run(noun, argv, surroundings)
}))

function usageOf ({ name, takes, options: own }: Verb): string {
  const word = takes === undefined ? '' : takes.optional === true ? `[${takes.placeholder}]` : takes.placeholder
  const flagOf = (option: Option<unknown>) => `--${option.default === 'on' ? 'no-' : ''}${option.name}${option.placeholder === null ? '' : ` ${option.placeholder}`}`
  return [name, word, ...own.map((option) => `[${flagOf(option)}]${option.many ? '...' : ''}`)].filter(Boolean).join(' ')
}

async function run (noun: Noun, argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const { verb, id, flags } = readArguments(noun, argv, optionsOf)
  const accepted = optionsOf(verb)
  const config = loadConfig({ argv: flags, env, cwd, flags: accepted, words: verb.takes === undefined ? 0 : 1 })
  const own = readCommandOptions(flags, accepted)
  checkCounts(verb.counts ?? [], (option) => own.all(option).length)

  const { openAdminApi } = await import('../../emulator/admin/admin-api.js')
  const api = await openAdminApi({
    config,
    endpoint: own.one(endpointOption),
    written: okmsConfigurationIn(config.certs).endpoint,
    dataNamed: fromFlags(flags, accepted).given.has(options.data.name)
  })
  try {
    reportServer(stderr, api.used)
    const ask = asker(api, noun, verb)
    const input: VerbInput = {
      id,
      own,
      cwd,
      okmsId: async () => config.okmsId ?? firstDomain(await ask({ operationId: 'ListDomains' }))
    }
    const asJson = own.one(jsonOption) === true
    if (verb.items !== undefined) {
      const { text = JSON.stringify } = verb
      for await (const item of verb.items(ask, input)) stdout.write(`${asJson ? JSON.stringify(item) : text(item)}\n`)
      return 0
    }
    const withCredential = verb.withCredential?.(own)
    const folder = folderFor(own.one(outOption), withCredential)
    if (folder !== undefined) prepareFolder(folder)
    const added = await ask(await verb.call(input))
    const shown = folder === undefined
      ? added
      : await withFiles(folder, added, withCredential === true ? await ask(firstCredential(added)) : added)
    stdout.write(asJson ? `${JSON.stringify(shown ?? {}, null, 2)}\n` : formatReply(shown, verb))
    const failure = verb.failure?.(shown, input)
    if (failure !== undefined) throw failure
    if (asJson) return 0
    const secrets = verb.secrets?.filter((name) => hasMember(shown, name)) ?? []
    if (secrets.length > 0) stderr.write(`okms-emulator: ${shownOnce(secrets)}\n`)
    if (withCredential === true && hasMember(shown, 'certificate')) stderr.write(`okms-emulator: use it with: ${useOf(shown, folder)}\n`)
    return 0
  } finally {
    api.close()
  }

  /** Folder for the files of a credential; undefined: they are printed. */
  function folderFor (out: string | undefined, withCredential: boolean | undefined): string | undefined {
    if (withCredential === false) return undefined
    return out !== undefined ? path.resolve(cwd, out) : withCredential === true ? config.certs : undefined
  }

  /** For the client of a new domain. `env` reads only the certificate folder. */
  function useOf (shown: Readonly<Record<string, unknown>>, folder: string | undefined): string {
    const { certificate, privateKey, okmsId } = shown
    if (folder !== config.certs) return `curl --cacert ${path.join(config.certs, certificateFiles.caCertificate)} --cert ${String(certificate)} --key ${String(privateKey)} ...`
    const place = fromFlags(flags, accepted).given.has(options.certs.name) ? ` --certs ${config.certs}` : ''
    return `eval "$(okms-emulator env --okms-id ${String(okmsId)}${place})"`
  }
}

const shownOnce = (secrets: readonly string[]): string => secrets.length === 1
  ? `${secrets.join()} is shown this once and kept nowhere; keep it now`
  : `${secrets.join(' and ')} are shown this once; keep them now`

/** Calls the admin API; refusals use the name of the field on the command line. */
const asker = (api: AdminApi, noun: Noun, verb: Verb): VerbAsk => async (call) => {
  const reply = await api.call(call)
  if (reply.refusal === undefined) return reply.body
  const { errorCode, problems } = reply.refusal
  const hints = (verb.hints ?? []).filter(([row]) => errorCode === packErrorCode(row)).map(([, hint]) => hint)
  throw startFailure(startFailures.RequestRefused, [...problems.map((problem) => textOf(problem, noun)), ...hints])
}

/** With the name of the field on the command line, if it has one there. */
function textOf ({ field, text, line }: SpelledProblem, { fields }: Noun): string {
  const flag = field !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined
  return flag === undefined ? line : `${flag}: ${text}`
}

function firstCredential (domain: unknown): AdminCall {
  const okmsId = hasMember(domain, 'okmsId') ? String(domain['okmsId']) : ''
  return { operationId: 'AddCredential', params: { okmsId }, body: { name: 'first access', ready: true } }
}

/** The added resource, with the paths of the files instead of their content. */
async function withFiles (folder: string, added: unknown, answer: unknown): Promise<unknown> {
  const credential = credentialIn(answer)
  if (credential === undefined || typeof added !== 'object') return added
  const shown = Object.fromEntries(Object.entries(added ?? {})
    .filter(([name]) => name !== 'certificatePEM' && name !== 'privateKeyPEM'))
  return {
    ...shown, ...(added === answer ? {} : { credentialId: credential.id }), ...await writeCredential(folder, credential)
  }
}

function hasMember (value: unknown, name: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && name in value
}

function firstDomain (domains: unknown): string {
  const [first] = Array.isArray(domains) ? domains as readonly unknown[] : []
  if (hasMember(first, 'okmsId') && typeof first['okmsId'] === 'string') return first['okmsId']
  throw startFailure(startFailures.RequestRefused, ['there is no okms domain; add one with: okms-emulator domain add'])
}
