// What the IAM knows of a resource, and the conditions on tags that lists take.

import { refusal } from '../domain/errors/domain-error.js'
import { quotedOrLength } from '../domain/text/quoted-text.js'
import type { Resource } from '../domain/resource.js'
import { resourceUrn } from '../domain/urn.js'
import type { components } from '../http/contract/generated/ovh-api-v2.js'
import { httpErrors } from '../http/reply/http-errors.js'

type Schemas = components['schemas']
export type Tags = Readonly<Record<string, string>>

/** @param id A UUID for every kind of resource; that of a secret is made from its path. */
export function iamOf (
  okmsId: string, resource: Resource, { id, displayName, tags = {} }: {
    readonly id: string, readonly displayName: string, readonly tags?: Tags
  }
): Schemas['iam.ResourceMetadata'] {
  return { displayName, id, state: 'OK', tags: { ...tags }, urn: resourceUrn(okmsId, resource) }
}

interface Condition {
  readonly tag: string
  readonly operator: keyof typeof operators
  readonly value: string
}

/** `%` of LIKE stands for any characters, as in SQL; ILIKE disregards case. */
const operators = {
  EQ: (tag: string | undefined, value: string) => tag === value,
  NEQ: (tag: string | undefined, value: string) => tag !== value,
  EXISTS: (tag: string | undefined) => tag !== undefined,
  NEXISTS: (tag: string | undefined) => tag === undefined,
  LIKE: (tag: string | undefined, value: string) => tag !== undefined && isLike(tag, value),
  ILIKE: (tag: string | undefined, value: string) => tag !== undefined && isLike(tag.toLowerCase(), value.toLowerCase())
} as const

/** Without regular expressions, whose time a client could make long. */
function isLike (text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('%')
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let position = first.length
  for (const part of rest) {
    const found = text.indexOf(part, position)
    if (found === -1) return false
    position = found + part.length
  }
  return text.length - last.length >= position && text.endsWith(last)
}

/** Whether tags are as `iamTags` of a list wants them; undefined where it wants nothing. Refuses RequestInvalid. */
export function tagFilter (iamTags: string | undefined): ((tags: Tags) => boolean) | undefined {
  if (iamTags === undefined) return undefined
  const conditions = conditionsIn(iamTags)
  return (tags) => conditions.every(({ tag, operator, value }) =>
    operators[operator](Object.hasOwn(tags, tag) ? tags[tag] : undefined, value))
}

function conditionsIn (text: string): readonly Condition[] {
  const tags = parsed(text)
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) throw wrong('not a JSON object')
  return Object.entries(tags).flatMap(([tag, list]) => {
    if (!Array.isArray(list)) throw wrong(`the member for ${quotedOrLength(tag)} is not a list`)
    return (list as readonly unknown[]).map((one) => conditionOf(tag, one))
  })
}

function conditionOf (tag: string, one: unknown): Condition {
  const members = (typeof one === 'object' && one !== null ? one : {}) as Readonly<Record<string, unknown>>
  const { operator = 'EQ', value = '' } = members
  if (typeof operator !== 'string' || !Object.hasOwn(operators, operator)) throw wrong(`operator of ${quotedOrLength(tag)}: accepted: ${Object.keys(operators).join(', ')}`)
  if (typeof value !== 'string') throw wrong(`value of ${quotedOrLength(tag)}: not a string`)
  return { tag, operator: operator as keyof typeof operators, value }
}

function parsed (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('not valid JSON')
  }
}

const wrong = (why: string) => refusal(httpErrors.RequestInvalid, [`query iamTags: ${why}; accepted: JSON such as {"ovh:type":[{"operator":"EQ","value":"oct"}]}`])
