// Recorded sequences of a KV v2 server, read from YAML; a member that this script does not know is an error.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = Readonly<Record<string, Json>>

/** One request of a sequence and what the recorded server answered. */
export interface Step {
  /** Method and path: `GET /v1/{mount}/data/{p}`. */
  readonly request?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: Json
  /** Sent as it is. */
  readonly raw_body?: string
  /** `none`: the request has no token but what `headers` has. */
  readonly credentials?: 'none'
  readonly status?: number
  /** The whole answer, or some of it by paths of members. */
  readonly answer?: Json
  /** The answer where its very characters matter. */
  readonly answer_text?: string
  readonly answer_headers?: Readonly<Record<string, string>>
  /** What holds between the times of the answer. */
  readonly times?: readonly string[]
  /** The request is sent so many times at once; `statuses` counts the answers. */
  readonly at_once?: number
  readonly statuses?: Readonly<Record<string, number>>
  /** Milliseconds that pass; such a step has no request. */
  readonly wait?: number
}

export interface Sequence {
  readonly name: string
  readonly lesson: string
  readonly steps: readonly Step[]
}

const members: ReadonlySet<string> = new Set([
  'request', 'headers', 'body', 'raw_body', 'credentials', 'status', 'answer', 'answer_text', 'answer_headers', 'times',
  'at_once', 'statuses', 'wait'
])

export function readTranscripts (file: string): readonly Sequence[] {
  const { probes } = parse(readFileSync(file, 'utf8')) as { readonly probes: readonly Sequence[] }
  for (const { name, steps } of probes) {
    const unknown = steps.flatMap((step) => Object.keys(step)).filter((member) => !members.has(member))
    if (unknown.length > 0) throw new Error(`${name}: members that are not known here: ${unknown.join(', ')}`)
  }
  return probes
}

/** A folder that all sequences write in, `{r0}` in the recording; `{p}` is one secret or folder in it. */
const folder = 'r'

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

const numbered = (count: number, value: string) =>
  `{${Array.from({ length: count }, (_, index) => `"k${index}":${value}`).join(',')}}`

/** Bodies that the recording names instead of writing them out. */
const generated: Readonly<Record<string, (count: number) => string>> = {
  keys: (count) => `{"data":${numbered(count, '1')}}`,
  deep: (count) => `{"data":${nested(count)}}`,
  custom: (count) => `{"custom_metadata":${numbered(count, '"v"')}}`
}

/** Fills in the names of the recording and what it abbreviates: `$rep:x:3` is `xxx`. */
export function filledIn (text: string, { name }: Pick<Sequence, 'name'>): string {
  const [, kind = '', count = ''] = /^\$(\w+):(\d+)$/.exec(text) ?? []
  const generate = generated[kind]
  if (generate !== undefined) return generate(Number(count))
  return text
    .replaceAll('{mount}', 'secret').replaceAll('{m}', 'secret')
    .replaceAll('{r0}', folder).replaceAll('{p}', `${folder}/${name}`)
    .replace(/\$rep:(.):(\d+)/g, (_, character: string, times: string) => character.repeat(Number(times)))
}
