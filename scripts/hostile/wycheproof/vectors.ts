// The test vectors of Wycheproof, as its Go module has them. They are data: nothing of the module is compiled or kept.

import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

/** Pinned, so that the counts of a run can be compared with those of another. */
const goModule = 'github.com/c2sp/wycheproof@v0.0.0-20260902155932-3fa63dd0344a'

/** Members of a JSON object that the schemas of Wycheproof describe. Read with the functions below. */
export type Fields = Readonly<Record<string, unknown>>

export interface Vector {
  readonly file: string
  readonly group: Fields
  readonly test: Fields
  readonly result: 'valid' | 'invalid' | 'acceptable'
}

/** The folder of the vectors; rejects when the module cannot be fetched. */
export async function fetchVectors (folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['mod', 'download', '-json', goModule], { cwd: folder })
  return path.join(text(JSON.parse(stdout) as Fields, 'Dir'), 'testvectors_v1')
}

/** Every vector of the files whose names begin so. */
export function readVectors (folder: string, beginnings: readonly string[]): readonly Vector[] {
  const files = readdirSync(folder).filter((file) => beginnings.some((beginning) => file.startsWith(beginning)))
  return files.flatMap((file) => {
    const { testGroups } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { testGroups: Fields[] }
    return testGroups.flatMap((group) => (group['tests'] as Fields[]).map((test) => ({
      file: file.replace(/_test\.json$/, ''), group, test, result: text(test, 'result') as Vector['result']
    })))
  })
}

export function text (fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new Error(`${name} is not a text`)
  return value
}

export function number (fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value !== 'number') throw new Error(`${name} is not a number`)
  return value
}

export const hex = (fields: Fields, name: string): Buffer => Buffer.from(text(fields, name), 'hex')

export function fields (parent: Fields, name: string): Fields {
  const value = parent[name]
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is not an object`)
  return value as Fields
}

/** A big-endian number in hexadecimal digits, as a JWK has it. */
export function base64UrlNumber (parent: Fields, name: string): string {
  const digits = text(parent, name).replace(/^(?:00)+(?=.)/, '')
  return Buffer.from(digits.padStart(digits.length + digits.length % 2, '0'), 'hex').toString('base64url')
}
