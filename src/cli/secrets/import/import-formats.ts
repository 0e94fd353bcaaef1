// THE table of the formats that `secret import` reads. A file with a fault gives no secret at all.

import { readdirSync } from 'node:fs'
import path from 'node:path'
import { startFailure, startFailures } from '../../../domain/errors/start-failures.js'
import { maxSecretDataLength } from '../../../domain/limits.js'
import { faultOfPath } from '../../../domain/secrets/secret-path.js'
import { quotedOrLength } from '../../../domain/text/quoted-text.js'
import { faultText } from '../../../domain/text/text-fault.js'
import { isObject, readJsonObject, type SecretFields } from '../secret-data.js'
import { readDotenv } from './dotenv.js'

export interface ImportedSecret {
  readonly path: string
  readonly data: SecretFields
}

/** A secret whose path and data are not checked yet. */
interface FoundSecret {
  readonly path: string
  readonly data: unknown
}

/** What is in a text, or what is wrong with it, a line each. */
type Found = readonly FoundSecret[] | { readonly problems: readonly string[] }

interface ImportFormat {
  readonly name: string
  /** For help. */
  readonly summary: string
  /** Whether a text has this format; the first that says yes reads it. */
  readonly fits: (text: string) => boolean
  /** @param at The path that was named for the secret, if one was. */
  readonly read: (text: string, at: string | undefined) => Found
}

const pathNeeded = (what: string) => ({ problems: [`${what} names no path; name the path of the secret with --path`] })

/** A reply of KV v2, as `vault kv get -format=json` prints it; its data is null when the version is deleted. */
const isKvReply = (value: unknown): value is { readonly data: { readonly data: unknown } } =>
  isObject(value) && isObject(value['data']) && isObject(value['data']['metadata']) && 'data' in value['data']

const kvData = (value: unknown): unknown => isKvReply(value) ? value.data.data : value

const isLine = (value: unknown): value is { readonly path: string, readonly data: unknown } =>
  isObject(value) && typeof value['path'] === 'string' && 'data' in value

const firstLine = (text: string) => /\S[^\n]*/.exec(text)?.[0] ?? ''

const formats: readonly ImportFormat[] = [
  {
    name: 'dotenv',
    summary: 'NAME=value lines, the fields of one secret (--path)',
    fits: (text) => !/^\uFEFF?\s*[{[]/.test(text),
    read (text, at) {
      const result = readDotenv(text)
      if ('faults' in result) return { problems: result.faults.map(faultText) }
      return at === undefined ? pathNeeded('a dotenv file') : [{ path: at, data: result.variables }]
    }
  },
  {
    name: 'jsonl',
    summary: 'a line {"path": PATH, "data": {...}} for each secret',
    fits: (text) => isLine(readJsonObject(firstLine(text))),
    read (text) {
      const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }))
        .filter(({ line }) => line.trim() !== '')
        .map(({ line, number }) => ({ number, value: readJsonObject(line, number) }))
      const problems = lines.flatMap(({ value, number }) => {
        if (typeof value === 'string') return [value.startsWith('line ') ? value : `line ${number}: ${value}`]
        return isLine(value) ? [] : [`line ${number}: it is no {"path": PATH, "data": {...}}`]
      })
      if (problems.length > 0) return { problems }
      return lines.flatMap(({ value }) => isLine(value) ? [{ path: value.path, data: kvData(value.data) }] : [])
    }
  },
  {
    name: 'kv',
    summary: 'what vault kv get -format=json prints, one secret (--path)',
    fits: (text) => isKvReply(readJsonObject(text)),
    read: (text, at) => readObject(text, (object) => {
      if (!isKvReply(object)) return { problems: ['it has no data.data and data.metadata, as a reply of KV v2 has'] }
      return at === undefined ? pathNeeded('a reply of KV v2') : [{ path: at, data: object.data.data }]
    })
  },
  {
    name: 'json',
    summary: '{"PATH": {...}, ...}, or with --path the fields of one secret',
    fits: () => true,
    read: (text, at) => readObject(text, (object) => at === undefined
      ? Object.entries(object).map(([one, data]) => ({ path: one, data }))
      : [{ path: at, data: object }])
  }
]

function readObject (text: string, found: (object: SecretFields) => Found): Found {
  const object = readJsonObject(text)
  return typeof object === 'string' ? { problems: [object] } : found(object)
}

export const formatNames = formats.map(({ name }) => name)

export const formatSummaries = formats.map(({ name, summary }) => `${name}: ${summary}`)

export interface ImportText {
  /** For messages. */
  readonly shown: string
  readonly text: string
  readonly at: string | undefined
}

/** Every secret in the texts. Throws StartFailure (UsageWrong) with every problem of every text. */
export function readSecrets (texts: readonly ImportText[], format: string | undefined): readonly ImportedSecret[] {
  const read = texts.map(({ shown, text, at }) => {
    const chosen = formats.find((one) => format === undefined ? one.fits(text) : one.name === format)
    const found = chosen?.read(text, at) ?? []
    return { shown, found: 'problems' in found ? [] : found, problems: 'problems' in found ? found.problems : [] }
  })
  const seen = new Set<string>()
  const problems = read.flatMap(({ shown, found, problems: ofText }) => [
    ...ofText, ...found.flatMap((secret) => problemsOf(secret, seen))
  ].map((problem) => `${shown}: ${problem}`))
  if (problems.length > 0) throw startFailure(startFailures.UsageWrong, problems)
  return read.flatMap(({ found }) => found)
    .flatMap(({ path: one, data }) => isObject(data) ? [{ path: one, data }] : [])
}

/** @param seen The paths before this one. */
function problemsOf ({ path: one, data }: FoundSecret, seen: Set<string>): readonly string[] {
  const shown = faultOfPath(one) === undefined ? one : quotedOrLength(one)
  const fault = faultOfPath(one)
  const isRepeated = seen.has(one)
  seen.add(one)
  return [
    ...fault === undefined ? [] : [`the path ${shown}: ${fault}`],
    ...isRepeated ? [`the path ${shown}: given twice`] : [],
    ...problemsOfData(data).map((problem) => `${shown}: ${problem}`)
  ]
}

function problemsOfData (data: unknown): readonly string[] {
  if (data === null) return ['its version is deleted and has no data']
  if (!isObject(data)) return ['its data is no object of fields; for one secret with the fields of the whole file, name its path with --path']
  const length = Buffer.byteLength(JSON.stringify(data))
  return length > maxSecretDataLength ? [`its data has ${length} bytes as compact JSON; at most ${maxSecretDataLength} are accepted`] : []
}

/** The JSON files of a folder, each with its path in it, without its ending. */
export function filesIn (folder: string): ReadonlyArray<{ readonly file: string, readonly at: string }> {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      file: path.join(folder, name), at: name.slice(0, -'.json'.length).split(path.sep).join('/')
    }))
}
