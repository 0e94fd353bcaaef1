// Bodies and queries of the KV v2 API, read as Vault reads them: unknown members are ignored, and some numbers may be
// texts (kv2/differences.md 9 to 16, 25, 31 to 35, 43).

import { refusal } from '../../domain/errors/domain-error.js'
import { readDuration } from '../../domain/secrets/duration.js'
import type { JsonObject } from '../../domain/secrets/merge-patch.js'
import { settingOf } from '../../domain/secrets/secret.js'
import { lastVersion } from '../../domain/secrets/version-limit.js'
import { httpErrors } from '../../http/reply/http-errors.js'
import type { MetadataEdit, SettingsEdit } from '../../services/secrets/secret-edits.js'

type Members = Readonly<Record<string, unknown>>

/** A kind of value: what is accepted, in words, and how it is read; undefined when it is not of this kind. */
interface Kind<Value> {
  readonly accepted: string
  readonly read: (value: unknown) => Value | undefined
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Of versions, and of numbers to compare with them. */
const largestNumber = 2 ** 32 - 1

const isWhole = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max

/** A number, or a text of its digits. */
const numeral = (min: number): Kind<number> => ({
  accepted: `a whole number from ${min}, also as text`,
  read (value) {
    const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
    return isWhole(number, min, largestNumber) ? number : undefined
  }
})

const numeralUpTo = (max: number): Kind<number> => ({
  accepted: `a whole number from 0 to ${max}, also as text`,
  read (value) {
    const number = numeral(0).read(value)
    return number !== undefined && number <= max ? number : undefined
  }
})

/** The texts that Go reads as a boolean. */
const truths: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false] as const)
])

const truth: Kind<boolean> = {
  accepted: 'true or false, also as text or as 1 and 0',
  read: (value) => typeof value === 'boolean' ? value : truths.get(typeof value === 'number' ? `${value}` : value)
}

const object: Kind<Members> = { accepted: 'a JSON object', read: (value) => isObject(value) ? value : undefined }

/** PHP writes an empty object as an empty list. */
const options: Kind<Members> = {
  ...object, read: (value) => Array.isArray(value) && value.length === 0 ? {} : object.read(value)
}

const duration: Kind<string> = {
  accepted: 'a duration such as 30d, 10h30m10s or 0s, up to 292 years, or a number of seconds',
  read: (value) => typeof value === 'string' || typeof value === 'number' ? readDuration(value) : undefined
}

const versionNumbers: Kind<readonly number[]> = {
  accepted: 'a list of version numbers, not empty',
  read (value) {
    if (!Array.isArray(value) || value.length === 0) return undefined
    const numbers = value.flatMap((entry: unknown) => numeral(0).read(entry) ?? [])
    return numbers.length === value.length ? numbers : undefined
  }
}

/** @param isMerge Whether a value may be null. */
const customMetadata = (isMerge: boolean): Kind<Readonly<Record<string, string | null>>> => ({
  accepted: 'a JSON object of texts',
  read (value) {
    if (!isObject(value)) return undefined
    const isText = (entry: unknown) => typeof entry === 'string' || (isMerge && entry === null)
    return Object.values(value).every(isText) ? value as Readonly<Record<string, string | null>> : undefined
  }
})

/** Never the value, which may be secret. */
function received (value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? `a text of ${value.length} characters` : `a ${typeof value}`
}

const invalid = (place: string, text: string) =>
  refusal(httpErrors.RequestInvalid, [{ place: { name: place, path: place }, text }])

/** Undefined and null where the member is so. */
function member<Value> (
  members: Members, name: string, { accepted, read }: Kind<Value>, place = name
): Value | null | undefined {
  const value = Object.hasOwn(members, name) ? members[name] : undefined
  if (value === undefined || value === null) return value
  const found = read(value)
  if (found === undefined) throw invalid(place, `got ${received(value)}; accepted: ${accepted}`)
  return found
}

/** No body is an empty one. */
function membersOf (body: unknown): Members {
  if (body === undefined || body === null) return {}
  if (!isObject(body)) throw invalid('body', `got ${received(body)}; accepted: a JSON object`)
  return body
}

interface DataWrite<Data> {
  readonly data: Data
  readonly cas: number | undefined
  /** Of members that were ignored. */
  readonly warnings: readonly string[]
}

/** The body of POST data. */
export function dataWriteOf (body: unknown): DataWrite<Members | null> {
  const members = membersOf(body)
  const data = member(members, 'data', object)
  if (data === undefined) throw invalid('data', 'no data provided; accepted: a JSON object, the secret')
  const given = member(members, 'options', options) ?? {}
  return { data, cas: member(given, 'cas', numeral(0), 'options.cas') ?? undefined, warnings: ignored(members) }
}

/** The body of PATCH data, where null is no patch. */
export function dataPatchOf (body: unknown): DataWrite<JsonObject> {
  const { data, ...others } = dataWriteOf(body)
  if (data === null) throw invalid('data', 'got null; accepted: a JSON object, the merge patch')
  return { data: data as JsonObject, ...others }
}

const dataMembers: readonly string[] = ['data', 'options']

function ignored (members: Members): readonly string[] {
  const unknown = Object.keys(members).filter((name) => !dataMembers.includes(name))
  return unknown.length === 0 ? [] : [`unknown members were ignored: ${unknown.map(shownName).join(', ')}`]
}

/** A name that may be a value by mistake is not repeated. */
const shownName = (name: string) => /^[\w-]{1,20}$/.test(name) ? name : `(a name of ${name.length} characters)`

/** The body of delete, undelete and destroy. */
export function versionsOf (body: unknown): readonly number[] {
  const numbers = member(membersOf(body), 'versions', versionNumbers)
  if (numbers == null) throw invalid('versions', `no version number provided; accepted: ${versionNumbers.accepted}`)
  return numbers
}

/** The body of POST config, and part of that of metadata. */
export function settingsOf (body: unknown): SettingsEdit {
  const members = membersOf(body)
  // The native API's name, which the guide of the service uses here too (service.md 8.8).
  const named = Object.hasOwn(members, 'delete_version_after') ? 'delete_version_after' : 'deactivate_version_after'
  return {
    casRequired: settingOf('casRequired', member(members, 'cas_required', truth)),
    maxVersions: settingOf('maxVersions', member(members, 'max_versions', numeralUpTo(lastVersion))),
    deactivateVersionAfter: settingOf('deactivateVersionAfter', member(members, named, duration))
  }
}

/** The body of POST metadata, which replaces custom metadata. */
export function metadataOf (body: unknown): MetadataEdit {
  const custom = member(membersOf(body), 'custom_metadata', customMetadata(false))
  return {
    ...settingsOf(body),
    customMetadata: custom === undefined ? undefined : { replaceBy: custom as Readonly<Record<string, string>> | null }
  }
}

/** The body of PATCH metadata, which merges custom metadata; null removes all of it. */
export function metadataPatchOf (body: unknown): MetadataEdit {
  const custom = member(membersOf(body), 'custom_metadata', customMetadata(true))
  const edit = custom === null ? { replaceBy: null } : custom && { merge: custom }
  return { ...settingsOf(body), customMetadata: edit }
}

/** A query as Fastify parses it: a parameter that is given twice is a list. */
const parameter = (query: unknown, name: string): unknown =>
  isObject(query) && Object.hasOwn(query, name) ? query[name] : undefined

/** A number beyond those of versions is one that no version has. */
function numberParameter (query: unknown, name: string, min: number): number | undefined {
  const value = parameter(query, name)
  if (value === undefined) return undefined
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : NaN
  if (!(number >= min)) throw invalid(`query ${name}`, `accepted: a whole number from ${min}`)
  return Math.min(number, largestNumber)
}

export const versionParameter = (query: unknown): number | undefined => numberParameter(query, 'version', 1)

/** Levels to show; 0 for all. */
export const depthParameter = (query: unknown): number => numberParameter(query, 'depth', 0) ?? 0

/** None is false; of two the first counts. */
export function listParameter (query: unknown): boolean {
  const [value] = [parameter(query, 'list')].flat()
  if (value === undefined || value === '') return false
  const isList = truths.get(value)
  if (isList === undefined) throw invalid('query list', 'accepted: true or false')
  return isList
}
