// Single values of a seed: which ones a shape accepts, and how messages speak of them.

import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Shape } from '../../domain/seeds/shape.js'
import { isQuotable, quoted } from '../../domain/text/quoted-text.js'
import { readSpan, readTime } from '../../domain/time-text.js'

export function isRight (shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'text': return typeof value === 'string' && shape.isRight(value)
    case 'time': return typeof value === 'string' && (readTime(value) ?? readSpan(value)) !== undefined
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) && value >= shape.min && value <= shape.max
    case 'switch': return typeof value === 'boolean'
    case 'choice': return shape.values.some((one) => one === value)
    case 'json':
    case 'texts':
    case 'list':
    case 'members': return false
  }
}

const timeWords = 'a time as in RFC 3339 such as 2030-01-31T12:00:00Z, or one relative to now such as -P90D, -90d or 12h'

/** What a shape accepts, in words. */
export function accepted (shape: Shape): string {
  const orNull = 'orNull' in shape ? ', or null' : ''
  switch (shape.kind) {
    case 'text': return shape.accepts
    case 'time': return `${timeWords}${orNull}`
    case 'number': return `a whole number from ${shape.min} to ${shape.max}`
    case 'switch': return 'true or false'
    case 'choice': return shape.values.join(', ')
    case 'json': return `an object${orNull}`
    case 'texts': return 'an object whose values are texts'
    case 'list': return 'a list'
    case 'members': return 'an object'
  }
}

/** What was found instead. A value is quoted if it is short and not secret. */
export function received ({ isSecret }: Shape, node: Node): string {
  if (isMap(node)) return 'an object'
  if (isSeq(node)) return `a list of ${node.items.length} entries`
  const value: unknown = isScalar(node) ? node.value : undefined
  if (value === null) return 'null'
  if (typeof value === 'string') {
    return isSecret !== true && isQuotable(value) ? quoted(value) : `a text of ${value.length} characters`
  }
  const isShown = isSecret !== true && (typeof value === 'number' || typeof value === 'boolean')
  return isShown ? `the ${typeof value} ${value}` : `a ${typeof value}`
}
