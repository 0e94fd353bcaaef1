// THE table of the verbs of `secret`. Each returns what it prints: a text, or JSON with --json.

import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { faultOfPath } from '../../domain/secrets/secret-path.js'
import type { ClientVerb } from '../client-command.js'
import { formatReply, table } from '../control/reply-text.js'
import { confirm, isInteractive } from '../prompt.js'
import { importSecrets } from './import/secret-import.js'
import { readSecretData, type SecretFields } from './secret-data.js'
import {
  caOption, casOption, dryRunOption, fieldOption, folderOption, formatOption, fromOption, mountOption, secretPathOption,
  tokenFileOption, versionOption, yesOption
} from './secret-options.js'
import type { Printed, SecretCall } from './secret-call.js'
import type { SecretReply, SecretsClient } from './secrets-client.js'

const one = { min: 1, max: 1 } as const

export const secretVerbs: ReadonlyArray<ClientVerb<SecretsClient>> = [
  { name: 'list', takes: '[FOLDER]', words: { min: 0, max: 1 }, options: [], run: list },
  { name: 'show', takes: 'PATH', words: one, options: [], run: show },
  { name: 'get', takes: 'PATH', words: one, options: [versionOption, fieldOption], run: get },
  {
    name: 'put',
    takes: 'PATH NAME=VALUE... | @FILE | -',
    words: { min: 1, max: Infinity },
    options: [casOption],
    run: put
  },
  { name: 'delete', takes: 'PATH', words: one, options: [yesOption], run: remove },
  {
    name: 'import',
    takes: '[FILE]',
    words: { min: 0, max: 1 },
    options: [
      secretPathOption, formatOption, fromOption, tokenFileOption, caOption, mountOption, folderOption, dryRunOption
    ],
    run: importSecrets
  }
]

const refused = (text: string) => startFailure(startFailures.RequestRefused, [text])

/** Throws StartFailure (UsageWrong). */
function pathIn ([path = '']: readonly string[]): string {
  const fault = faultOfPath(path)
  if (fault !== undefined) throw startFailure(startFailures.UsageWrong, [`PATH: ${fault}`])
  return path
}

async function list ({ client, words: [folder = ''] }: SecretCall): Promise<Printed> {
  const below = folder.replace(/\/+$/, '')
  const secrets = (await client.list()).filter(({ path }) => below === '' || path.startsWith(`${below}/`))
  const rows = secrets.map(({ path, metadata, version }) => ({
    path, versions: keptVersions(metadata), state: version?.state, updatedAt: metadata.updatedAt
  }))
  return { text: table(['path', 'versions', 'state', 'updatedAt'], rows), json: secrets }
}

/** Version 1 exists although `oldestVersion` is 0 until the limit is reached. */
const keptVersions = ({ currentVersion, oldestVersion }: SecretReply['metadata']) =>
  currentVersion === 0 ? 0 : currentVersion - Math.max(oldestVersion, 1) + 1

async function show ({ client, words }: SecretCall): Promise<Printed> {
  const path = pathIn(words)
  const { metadata } = await client.get(path)
  const versions = await client.versions(path)
  const reply = { path, ...metadata }
  return {
    text: `${formatReply(reply, {})}\n${table(['id', 'state', 'createdAt', 'deactivatedAt'], versions.map((version) => ({ ...version })))}`,
    json: { path, metadata, versions }
  }
}

async function get ({ client, words, own }: SecretCall): Promise<Printed> {
  const path = pathIn(words)
  const { version } = await client.get(path, { version: own.one(versionOption), includeData: true })
  if (version === undefined) throw refused(`${path} has no version yet`)
  const { data, id, state } = version
  if (data === undefined || data === null) throw refused(`version ${id} of ${path} is ${state} and shows no data`)
  const field = own.one(fieldOption)
  if (field === undefined) {
    return { text: Object.entries(data).map(([name, value]) => `${name}=${oneLine(value)}\n`).join(''), json: data }
  }
  if (!Object.hasOwn(data, field)) throw refused(`version ${id} of ${path} has no such field; it has ${Object.keys(data).length}`)
  return { text: `${plain(data[field])}\n`, json: data[field] }
}

/** A text as it is, anything else as JSON. */
const plain = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value)

const oneLine = (value: unknown) => /[\r\n]/.test(plain(value)) ? JSON.stringify(value) : plain(value)

async function put ({ client, words, own, surroundings }: SecretCall): Promise<Printed> {
  const path = pathIn(words)
  const data = await readSecretData(words.slice(1), surroundings)
  const { reply, isNew } = await write(client, path, data, own.one(casOption))
  const { currentVersion } = reply.metadata
  return { text: `${path}: ${isNew ? 'created, ' : ''}version ${currentVersion}\n`, json: { path, version: currentVersion, created: isNew } }
}

/** @param cas Undefined for a write whatever the current version is. */
async function write (client: SecretsClient, path: string, data: SecretFields, cas: number | undefined) {
  const isThere = await client.find(path) !== undefined
  if (!isThere && (cas ?? 0) > 0) throw refused(`there is no secret ${path}; --cas 0 creates one`)
  return {
    isNew: !isThere,
    reply: isThere ? await client.addVersion(path, data, cas) : await client.create(path, data)
  }
}

async function remove ({ client, words, own, surroundings }: SecretCall): Promise<Printed> {
  const path = pathIn(words)
  const { metadata } = await client.get(path)
  if (own.one(yesOption) !== true) {
    if (!isInteractive(surroundings)) throw startFailure(startFailures.NotConfirmed, 'there is no terminal to ask on; --yes deletes without asking')
    const count = keptVersions(metadata)
    if (!await confirm(surroundings, `Delete ${path} with its ${count === 1 ? 'version' : `${count} versions`} for good?`)) {
      throw startFailure(startFailures.NotConfirmed, 'the answer was not yes')
    }
  }
  await client.remove(path)
  return { text: `${path}: deleted\n`, json: { path, deleted: true } }
}
