// The commands `domain`, `credential`, `token` and their like: one verb, one call of the control door, and its answer for people or for programs.

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig } from '../config.js'
import { startFailure, startFailures } from '../domain/start-failures.js'
import { makeOwnFolder } from '../folders.js'
import { createLogger } from '../log.js'
import { options } from '../options.js'
import { accessCertificateFile, accessPrivateKeyFile } from '../services/certificate-files.js'
import { endpointOption, switchOption } from './access-options.js'
import { readClientAccess } from './client-access.js'
import type { Command, Surroundings } from './command.js'
import { outOption } from './control-options.js'
import { databaseFailures, exitCodes, writeFailures } from './exit-codes.js'
import { nouns, type Noun } from './control-nouns.js'
import { peopleText } from './control-text.js'
import type { Verb } from './control-verbs.js'
import { ownOptions } from './own-options.js'

const jsonOption = switchOption('json', 'Answer with JSON')

/** Where the server or its folders are; the same for every verb. */
const placeOptions = [jsonOption, endpointOption, options.okmsId, options.data, options.certs, options.pki, options.caCert, options.caKey, options.ephemeral, options.config]

export const controlCommands: readonly Command[] = nouns.map((noun) => ({
  name: noun.name,
  summary: noun.summary,
  usage: `${noun.verbs.map(({ name }) => name).join('|')} ... [options]`,
  options: [...new Set(noun.verbs.flatMap((verb) => verb.options)), ...placeOptions],
  notes: [
    noun.verbs.map((verb) => `okms-emulator ${noun.name} ${usageOf(verb)}`).join('\n'),
    'It uses the control door of the server that runs on the data folder, with the admin certificate of the pki folder; when none runs, it works on the folder itself. A server with --ephemeral is found by --ephemeral or --endpoint.'
  ],
  exitCodes: exitCodes('done', ['UsageWrong', ...databaseFailures, ...writeFailures, 'CertificatesBroken', 'FolderBusy', 'ClientFilesMissing', 'ServerUnreachable', 'RequestRefused']),
  run: async (argv, surroundings) => await run(noun, argv, surroundings)
}))

function usageOf ({ name, takes, options: own }: Verb): string {
  return [name, takes, ...own.map((option) => `[--${option.name}${option.placeholder === null ? '' : ` ${option.placeholder}`}]${option.many ? '...' : ''}`)].filter(Boolean).join(' ')
}

async function run (noun: Noun, argv: readonly string[], { env, cwd, stdout, stderr }: Surroundings): Promise<number> {
  const { verb, id, flags } = readWords(noun, argv)
  const accepted = [...verb.options, ...placeOptions]
  const config = loadConfig({ argv: flags, env, cwd, flags: accepted })
  const own = ownOptions(flags, accepted)
  makeOwnFolder([config.data, config.certs, config.pki])
  const { openControlDoor } = await import('../control-door.js')
  const given = own.one(endpointOption)
  const door = await openControlDoor({
    config,
    log: createLogger({ level: 'silent', format: 'json', stream: { write: () => {} } }),
    endpoint: () => given ?? readClientAccess({ certs: config.certs }).endpoint,
    elsewhere: given !== undefined
  })
  try {
    const ask = async (method: string, route: string, body?: object): Promise<unknown> => {
      const reply = await door.call(method, route, body)
      if (reply.status >= 400) throw startFailure(startFailures.RequestRefused, textsOf(reply.body))
      return reply.body
    }
    const { method, route, body } = await verb.call({ id, own, cwd, okmsId: async () => config.okmsId ?? firstDomain(await ask('GET', '/domains')) })
    const answer = await ask(method, route, body)
    const folder = own.one(outOption)
    const shown = folder === undefined ? answer : writeFiles(path.resolve(cwd, folder), answer)
    const asJson = own.one(jsonOption) === true
    stdout.write(asJson ? `${JSON.stringify(shown ?? {}, null, 2)}\n` : peopleText(shown, verb))
    if (!asJson && verb.secret !== undefined && hasMember(shown, verb.secret)) stderr.write(`okms-emulator: ${verb.secret} is shown this once and kept nowhere; keep it now\n`)
    return 0
  } finally {
    await door.close()
  }
}

/** `VERB [ID] [options]`. */
function readWords (noun: Noun, [word = '', ...rest]: readonly string[]): { readonly verb: Verb, readonly id: string, readonly flags: readonly string[] } {
  const wrong = (problem: string) => startFailure(startFailures.UsageWrong, [problem])
  const verb = noun.verbs.find(({ name }) => name === word)
  if (verb === undefined) throw wrong(`${noun.name} ${word}: accepted: ${noun.verbs.map((one) => `${noun.name} ${one.name}`).join(', ')}`)
  const [first = ''] = rest
  const hasId = first !== '' && !first.startsWith('-')
  if (verb.takes === undefined || (verb.takes.startsWith('[') && !hasId)) return { verb, id: '', flags: rest }
  if (!hasId) throw wrong(`${noun.name} ${verb.name}: ${verb.takes} is missing; it stands right after ${verb.name}`)
  return { verb, id: first, flags: rest.slice(1) }
}

function hasMember (value: unknown, name: string): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && name in value
}

const textsOf = (body: unknown): readonly string[] => hasMember(body, 'errors') && Array.isArray(body['errors']) ? body['errors'].map(String) : [`unexpected answer: ${String(body)}`]

function firstDomain (domains: unknown): string {
  const [first] = Array.isArray(domains) ? domains as readonly unknown[] : []
  if (hasMember(first, 'okmsId') && typeof first['okmsId'] === 'string') return first['okmsId']
  throw startFailure(startFailures.RequestRefused, ['there is no okms domain; add one with: okms-emulator domain add'])
}

/** Writes what --out asks for under the service's customary names; the answer without it. */
function writeFiles (folder: string, answer: unknown): unknown {
  if (!hasMember(answer, 'id') || !hasMember(answer, 'certificatePEM')) return answer
  const { certificatePEM, privateKeyPEM, ...others } = answer
  const id = String(answer['id'])
  const certificate = path.join(folder, accessCertificateFile(id))
  const privateKey = path.join(folder, accessPrivateKeyFile(id))
  mkdirSync(folder, { recursive: true })
  if (typeof privateKeyPEM === 'string') {
    writeFileSync(privateKey, privateKeyPEM, { mode: 0o600 })
    chmodSync(privateKey, 0o600)
  }
  writeFileSync(certificate, String(certificatePEM))
  return { ...others, certificate, ...(typeof privateKeyPEM === 'string' ? { privateKey } : {}) }
}
