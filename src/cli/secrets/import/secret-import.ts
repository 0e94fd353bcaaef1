// secret import: reads secrets from a file, a folder or another server, and writes those that differ.

import { statSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { StartFailure, startFailure, startFailures } from '../../../domain/errors/start-failures.js'
import { nameOf, readText } from '../secret-data.js'
import {
  caOption, dryRunOption, folderOption, formatOption, fromOption, mountOption, secretPathOption, tokenFileOption
} from '../secret-options.js'
import type { Printed, SecretCall } from '../secret-call.js'
import type { SecretsClient } from '../secrets-client.js'
import { table } from '../../control/reply-text.js'
import { filesIn, readSecrets, type ImportedSecret, type ImportText } from './import-formats.js'

interface Outcome {
  readonly path: string
  readonly result: 'created' | 'new version' | 'unchanged' | 'refused'
  /** After the import; absent with --dry-run, and when it was refused. */
  readonly version?: number
  readonly why?: string
}

/** Everything is read and checked before the first write. */
export async function importSecrets (call: SecretCall): Promise<Printed> {
  const { client, own, surroundings } = call
  const secrets = readSecrets(await importTexts(call), own.one(fromOption) === undefined ? own.one(formatOption) : 'kv')
  const isDryRun = own.one(dryRunOption) === true
  const outcomes: Outcome[] = []
  for (const secret of secrets) outcomes.push(await importSecret(client, secret, isDryRun))
  if (isDryRun) surroundings.stderr.write('okms-emulator: --dry-run: nothing was written\n')
  const columns = ['path', 'result', 'version']
  return {
    text: table(columns, outcomes.map((outcome) => ({ ...outcome }))),
    json: outcomes,
    refused: outcomes.flatMap(({ path: to, why }) => why === undefined ? [] : [`${to}: ${why}`])
  }
}

/** The texts to read. Throws StartFailure (UsageWrong). */
async function importTexts ({ words: [file], own, surroundings }: SecretCall): Promise<readonly ImportText[]> {
  const from = own.one(fromOption)
  const at = own.one(secretPathOption)
  if ((file === undefined) === (from === undefined)) throw wrong('secret import: name a FILE, or a server with --from, and not both')
  if (from !== undefined) return await textsOfServer(from)
  const shown = file ?? ''
  if (shown === '-' || !isFolder(path.resolve(surroundings.cwd, shown))) {
    return [{ shown: nameOf(shown), text: await readText(shown, surroundings), at }]
  }
  const files = filesIn(path.resolve(surroundings.cwd, shown))
  if (files.length === 0) throw wrong(`${shown}: there are no .json files in this folder`)
  return await Promise.all(files.map(async (one) => ({
    shown: one.file, text: await readText(one.file, surroundings), at: below(at, one.at)
  })))

  async function textsOfServer (url: string): Promise<readonly ImportText[]> {
    const tokenFile = own.one(tokenFileOption)
    if (tokenFile === undefined) throw wrong('--from: --token-file is missing, the file with the token for that server')
    const ca = own.one(caOption)
    const { readKvServer } = await import('./kv-server.js')
    const { secrets, deleted } = await readKvServer({
      url,
      token: (await readText(tokenFile, surroundings)).trim(),
      mount: own.one(mountOption) ?? 'secret',
      folder: own.one(folderOption) ?? '',
      ca: ca === undefined ? undefined : await readText(ca, surroundings)
    })
    for (const one of deleted) surroundings.stderr.write(`okms-emulator: ${one}: left out, its latest version has no data there\n`)
    return secrets.map(({ path: there, text }) => ({ shown: `${url}: ${there}`, text, at: below(at, there) }))
  }
}

const wrong = (problem: string) => startFailure(startFailures.UsageWrong, [problem])

const below = (folder: string | undefined, name: string) => folder === undefined ? name : `${folder}/${name}`

function isFolder (file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
}

async function importSecret (
  client: SecretsClient, { path: to, data }: ImportedSecret, isDryRun: boolean
): Promise<Outcome> {
  try {
    const found = await client.find(to, { includeData: true })
    const current = found?.metadata.currentVersion ?? 0
    if (found?.version?.state === 'active' && isDeepStrictEqual(found.version.data, data)) {
      return { path: to, result: 'unchanged', version: current }
    }
    const result = found === undefined ? 'created' : 'new version'
    if (isDryRun) return { path: to, result }
    // With the version that was read, a write by another client in between is refused.
    const { metadata } = await (found === undefined ? client.create(to, data) : client.addVersion(to, data, current))
    return { path: to, result, version: metadata.currentVersion }
  } catch (error) {
    if (!(error instanceof StartFailure) || error.code !== 'RequestRefused') throw error
    return { path: to, result: 'refused', why: error.message }
  }
}
