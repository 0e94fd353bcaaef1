// How to correct a value that the contract does not accept. Secret values are never quoted.

import { isQuotable, quoted } from '../../domain/text/quoted-text.js'
import { isContainer, typesOf, valuesOf, type Schema } from '../contract/contract-schema.js'
import { suggestName } from './name-suggestion.js'

/** A sentence without its full stop; undefined where the intended value is unclear. */
export type Mistake = string | undefined

const isNumeric = (text: string) => /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text)
const wantsNumber = (schema: Schema) => ['integer', 'number'].includes(typesOf(schema)[0] ?? '')

/** @param field Last name of where it was sent: `size`. */
export function bodyMistake (value: unknown, schema: Schema, field: string): Mistake {
  const [type] = typesOf(schema)
  if (value === null) return 'Leave the member out, or give it a value'
  if (type === 'array' && !Array.isArray(value)) return arraySlip(value, schema.items ?? {})
  if (Array.isArray(value)) {
    return value.length === 1 && type !== 'array' ? 'Write the one value without brackets' : undefined
  }
  if (typeof value === 'object') return undefined
  if (type === 'object') return typeof value === 'string' && /^\s*\{/.test(value) ? 'Send the object itself, not a string with JSON in it' : undefined
  if (typeof value === 'string') return stringSlip(value, schema)
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined
  if (type === 'string' && schema.format !== 'byte') {
    return schema['x-secret'] === true ? 'Put it in quotes' : `Write it in quotes: "${value}"`
  }
  if (type === 'boolean' && (value === 0 || value === 1)) return `Write ${value === 1}`
  return typeof value === 'number' ? sizeSlip(value, schema, field) : undefined
}

function stringSlip (value: string, schema: Schema): Mistake {
  if (wantsNumber(schema)) return isNumeric(value.trim()) ? `Write it without quotes: ${value.trim()}` : undefined
  if (typesOf(schema)[0] === 'boolean') return booleanSlip(value, 'Write it without quotes:')
  return enumSlip(value, schema)
}

const spelledBooleans: Readonly<Record<string, boolean>> = {
  true: true, yes: true, on: true, 1: true, false: false, no: false, off: false, 0: false
}

function booleanSlip (value: string, how: string): Mistake {
  const spelled = value.trim().toLowerCase()
  return Object.hasOwn(spelledBooleans, spelled) ? `${how} ${spelledBooleans[spelled]}` : undefined
}

function enumSlip (value: string, schema: Schema): Mistake {
  const likely = suggestName(value, valuesOf(schema).filter((one) => typeof one === 'string'))
  return likely === undefined ? undefined : `Did you mean ${likely}?`
}

/** `"encrypt,decrypt"` for `["encrypt", "decrypt"]`. */
function arraySlip (value: unknown, items: Schema): Mistake {
  const known = valuesOf(items)
  const words = typeof value === 'string' ? value.split(/[\s,;|]+/).filter((word) => word !== '') : []
  if (words.length > 0 && words.every((word) => known.includes(word))) return `Write it as an array: [${words.map((word) => `"${word}"`).join(', ')}]`
  if (typeof value === 'string' && /^\s*\[/.test(value)) return 'Send the array itself, not a string with JSON in it'
  return isContainer(items) === (typeof value === 'object') ? 'Put it in brackets: [ ]' : undefined
}

/** A size in bytes where bits are meant. */
function sizeSlip (value: number, schema: Schema, field: string): Mistake {
  const { minimum = Infinity, maximum = -Infinity } = schema
  const bits = 8 * value
  const isBits = valuesOf(schema).includes(bits) || (value < minimum && bits >= minimum && bits <= maximum)
  return field === 'size' && isBits ? `Sizes are in bits: ${bits} for ${value} bytes` : undefined
}

export function queryMistake (value: unknown, schema: Schema): Mistake {
  if (Array.isArray(value)) return 'Send it once'
  if (typeof value !== 'string') return undefined
  const unquoted = value.replace(/^(["'])(.*)\1$/, '$2')
  if (unquoted !== value && isQuotable(unquoted)) return `Write it without quotes: ${quoted(unquoted).slice(1, -1)}`
  return typesOf(schema)[0] === 'boolean' ? booleanSlip(value, 'Write') : enumSlip(value, schema)
}

export function pathMistake (value: unknown, name: string): Mistake {
  if (typeof value !== 'string') return undefined
  const list = lists[name]
  if (value === '') return `The path ends with a slash or has two in a row: add the id${list === undefined ? '' : `, or leave the slash out to list them (${list})`}`
  if (/^[{<:$]|^%7B/i.test(value)) return `Put an id in place of this placeholder${list === undefined ? '' : `; ${list} lists them`}`
  if (/^[\da-f]{32}$/i.test(value)) return 'Write the UUID with its hyphens'
  if (/^["'].*["']$/.test(value)) return 'Write it without quotes'
  if (value.startsWith('urn:')) return 'Only the last part of the URN is the id'
  if (value !== value.trim()) return 'Write it without blanks'
  return list === undefined ? undefined : `Names are not accepted; ${list} lists the ids`
}

const lists: Readonly<Record<string, string>> = {
  keyId: 'GET .../v1/servicekey',
  okmsId: 'okms-emulator domain list',
  credentialId: 'okms-emulator credential list',
  tokenId: 'okms-emulator token list',
  policyId: 'okms-emulator policy list'
}
