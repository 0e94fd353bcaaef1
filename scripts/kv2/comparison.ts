// Whether an answer is what is expected: gives each problem in one line.

import { isDeepStrictEqual } from 'node:util'
import { isObject, type Expected, type ExpectedRefusal } from './contract-shape.js'
import type { Answer } from './server.js'
import type { Json, JsonObject } from './transcripts.js'

export interface Moment {
  readonly method: string
  /** Epoch milliseconds of the server's clock when the request was sent. */
  readonly now: number
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const nineDigits = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/

/** Milliseconds that a time of an answer may be from where the recording puts it. */
const tolerance = 3000
/** Before now: how long a sequence may last. */
const longest = 60_000

/** What is in the recording for a value that is another one each time. */
const placeholders: readonly (readonly [RegExp, (value: Json, now: number, parts: RegExpExecArray) => boolean])[] = [
  [/^<uuid>$/, (value) => typeof value === 'string' && uuid.test(value)],
  // Choice 7: nine digits, UTC.
  [/^<time frac>$/, (value, now) => isTime(value) && since(value, now) > -longest && since(value, now) < tolerance],
  [/^<time frac \+(\d+)min>$/, (value, now, [, minutes]) =>
    isTime(value) && Math.abs(since(value, now) - Number(minutes) * 60_000) < tolerance],
  [/^<unix time>$/, (value) => Number.isInteger(value)],
  [/^<urn>$/, (value) => typeof value === 'string' && value.startsWith('urn:v1:')],
  [/^<time>$/, (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)],
  [/^<(token|accessor|id|cluster|text)>$/, (value) => typeof value === 'string']
]

const isTime = (value: Json): value is string => typeof value === 'string' && nineDigits.test(value)
const since = (time: string, now: number) => Date.parse(time) - now

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined ?? '(absent)'
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}

function differing (expected: Json | undefined, actual: Json | undefined, at: string, now: number): readonly string[] {
  const wrong = [`${at || 'the answer'}: ${shown(actual)} instead of ${shown(expected)}`]
  if (expected === undefined || actual === undefined) return expected === actual ? [] : wrong
  if (isObject(expected)) {
    const { 'texts that name': names } = expected
    if (Array.isArray(names)) return isListNaming(actual, names) ? [] : wrong
    if (!isObject(actual)) return wrong
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((name) =>
      differing(own(expected, name), own(actual, name), at === '' ? name : `${at}.${name}`, now))
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return wrong
    return expected.flatMap((item: Json, index) => differing(item, actual[index] as Json, `${at}[${index}]`, now))
  }
  if (typeof expected === 'string') {
    for (const [pattern, holds] of placeholders) {
      const parts = pattern.exec(expected)
      if (parts !== null) return holds(actual, now, parts) ? [] : wrong
    }
  }
  return isDeepStrictEqual(expected, actual) ? [] : wrong
}

const own = (object: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined

const isListNaming = (actual: Json, names: readonly Json[]): boolean =>
  Array.isArray(actual) && actual.length > 0 && actual.every((text) => typeof text === 'string' && text !== '') &&
  names.every((name) => typeof name === 'string' && actual.some((text) => (text as string).includes(name)))

/** Each number becomes a text, so that `1.0` and `1` are two. */
function withNumbersAsWritten (text: string): Json {
  return JSON.parse(text.replace(
    /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g,
    (token) => token.startsWith('"') ? token : `"number ${token}"`
  )) as Json
}

/** What the text is, or undefined where it is no JSON. */
function parsed (text: string): Json | undefined {
  if (text === '') return ''
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** The value at `data.versions`; `keys of data.versions` are its names. */
function partOf (answer: Json, name: string): Json | undefined {
  const [, operation = '', path = ''] = /^(keys of )?(.*?)(?: contains)?$/.exec(name) ?? []
  let value: Json | undefined = answer
  for (const member of path.split('.')) value = isObject(value) ? own(value, member) : undefined
  return operation === '' ? value : isObject(value) ? Object.keys(value) : undefined
}

function partProblems (parts: JsonObject, answer: Json, now: number): readonly string[] {
  return Object.entries(parts).flatMap(([name, expected]) => {
    if (name === 'members' || name === 'data members') {
      const object = name === 'members' ? answer : isObject(answer) ? answer['data'] : undefined
      const names = isObject(object) ? Object.keys(object) : []
      return differing([...expected as readonly string[]].sort(), names.sort(), name, now)
    }
    if (expected === '(absent)') return differing(undefined, partOf(answer, name), name, now)
    if (name.endsWith(' contains')) {
      const [item, isThere] = expected as readonly Json[]
      const list = partOf(answer, name)
      return Array.isArray(list) && list.includes(item ?? null) === isThere ? [] : [`${name}: ${shown(list)}`]
    }
    return differing(expected, partOf(answer, name), name, now)
  })
}

function refusalProblems ({ texts, code, data }: ExpectedRefusal, answer: Json, now: number): readonly string[] {
  if (!isObject(answer)) return [`${shown(answer)} instead of an error body`]
  const { errors, error_code: actualCode } = answer
  return [
    ...differing(
      {
        error_id: '<uuid>',
        error_code: code ?? actualCode ?? 0,
        errors: { 'texts that name': texts },
        request_id: '<uuid>',
        ...(data === undefined ? {} : { data })
      },
      answer, '', now
    ),
    ...(typeof actualCode === 'number' && actualCode > 0 ? [] : [`error_code: ${shown(actualCode)}`]),
    // Choice 19: clients look for the word as well as for Vault's sentence.
    ...(texts.some((text) => text.startsWith('check-and-set')) && !/\bcas\b/i.test(shown(errors))
      ? ['no error has "cas" in it']
      : [])
  ]
}

/** What the recording says of the times of an answer, `updated_time later than created_time`. */
function timeProblems (relations: readonly string[], answer: Json): readonly string[] {
  return relations.filter((relation) => {
    const [, one = '', how = '', other = ''] = /^(\S+) (equals|later than) (\S+)$/.exec(relation) ?? []
    const times = [partOf(answer, `data.${one}`), partOf(answer, `data.${other}`)]
    if (!times.every((time) => typeof time === 'string' && nineDigits.test(time))) return true
    const [left = '', right = ''] = times as readonly string[]
    return how === 'equals' ? left !== right : left <= right
  }).map((relation) => `not ${relation}`)
}

/** Empty when the answer is as expected. */
export function problemsOf (
  answer: Answer, expected: Expected, { method, now }: Moment, times: readonly string[] = []
): readonly string[] {
  if (!expected.statuses.includes(answer.status)) {
    return [`status ${answer.status} instead of ${expected.statuses.join(' or ')}: ${shown(parsed(answer.text))}`]
  }
  const type = answer.headers['content-type']
  const body = parsed(answer.text)
  if (body === undefined) return [`no JSON: ${shown(answer.text)}`]
  if (method === 'HEAD') return body === '' ? [] : ['HEAD has a body']
  // hvac reads error texts of exactly this type only.
  const wrongType = body !== '' && type !== 'application/json' ? [`content type ${String(type)}`] : []
  return [
    ...wrongType,
    ...(expected.refusal === undefined ? [] : refusalProblems(expected.refusal, body, now)),
    ...(expected.whole === undefined ? [] : differing(expected.whole, body, '', now)),
    ...(expected.parts === undefined ? [] : partProblems(expected.parts, body, now)),
    ...(expected.text === undefined ? [] : numberProblems(expected.text, answer.text, now)),
    ...timeProblems(times, body)
  ]
}

function numberProblems (expected: string, actual: string, now: number): readonly string[] {
  return differing(withNumbersAsWritten(expected), withNumbersAsWritten(actual), '', now)
}
