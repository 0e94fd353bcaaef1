// Data of a secret as the command line gets it: `name=value` words, a JSON file, or standard input. No message repeats
// a value.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { maxSecretDepth } from '../../domain/limits.js'
import { loneSurrogateWithin, problemOfJsonText, type JsonRules } from '../../domain/text/json-text.js'
import { jsonSyntaxFault } from '../../domain/text/json-syntax.js'
import { faultText } from '../../domain/text/text-fault.js'
import { codeOf } from '../../domain/thrown.js'
import type { Input } from '../command.js'

export type SecretFields = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is SecretFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** As the server reads data. A number that JavaScript cannot hold would be written as null. */
const rules: JsonRules = { maxDepth: maxSecretDepth, mayRepeat: false, mayBeInfinite: false }

/**
 * The object, or what is wrong with the text.
 * @param firstLine Of the text in its file.
 */
export function readJsonObject (text: string, firstLine = 1): SecretFields | string {
  const json = text.replace(/^\uFEFF/, '')
  const problem = problemOfJsonText(json, '$', rules)
  if (problem !== undefined) return problem
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    // The message of the parser quotes the text.
    const fault = jsonSyntaxFault(json)
    return fault === undefined ? 'it is no JSON value' : faultText({ ...fault, line: fault.line + firstLine - 1 })
  }
  if (!isObject(value)) return 'it is no JSON object; write {"name": "value"}'
  return loneSurrogateWithin(value, '$') ?? value
}

export interface DataSources {
  readonly cwd: string
  readonly stdin?: Input
}

/** Reads `name=value ...`, `@FILE` or `-`. Throws StartFailure (UsageWrong). */
export async function readSecretData (words: readonly string[], sources: DataSources): Promise<SecretFields> {
  const [first = ''] = words
  if (words.length === 1 && (first === '-' || first.startsWith('@'))) {
    const name = first === '-' ? first : first.slice(1)
    const data = readJsonObject(await readText(name, sources))
    if (typeof data === 'string') throw wrong([`${nameOf(name)}: ${data}`])
    return data
  }
  const pairs = words.map((word): [string, string] => {
    const equals = word.indexOf('=')
    return [word.slice(0, Math.max(equals, 0)), word.slice(equals + 1)]
  })
  const problems = pairs.flatMap(([name], index) => {
    if (name === '') return [`secret put: word ${index + 1} after PATH is no name=value; accepted: name=value ..., or @FILE or - for a JSON object`]
    const isRepeated = pairs.slice(0, index).some(([earlier]) => earlier === name)
    return isRepeated ? [`secret put: word ${index + 1} after PATH names the field of an earlier one`] : []
  })
  if (words.length === 0) problems.push('secret put: the data is missing; accepted: name=value ..., or @FILE or - for a JSON object')
  if (problems.length > 0) throw wrong(problems)
  return Object.fromEntries(pairs)
}

const wrong = (problems: readonly string[]) => startFailure(startFailures.UsageWrong, problems)

/** For messages. */
export const nameOf = (file: string) => file === '-' ? 'standard input' : file

/** The text of a file, or of standard input for `-`. Throws StartFailure (UsageWrong). */
export async function readText (file: string, { cwd, stdin }: DataSources): Promise<string> {
  if (file !== '-') return utf8(readFileOrRefuse(path.resolve(cwd, file), file), file)
  const parts: Buffer[] = []
  for await (const part of stdin ?? []) parts.push(Buffer.from(part as Buffer | string))
  return utf8(Buffer.concat(parts), file)
}

function readFileOrRefuse (file: string, shown: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw wrong([`${shown} cannot be read (${codeOf(error) ?? 'no code'})`])
  }
}

/** Other encodings would arrive as replacement characters, which are then stored. */
function utf8 (bytes: Buffer, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw wrong([`${nameOf(shown)}: it is not UTF-8; save it as UTF-8`])
  }
}
