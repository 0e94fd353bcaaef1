// References of a contract (`$ref`), each replaced by what it leads to.

import type { Json, JsonObject } from './contract-documents.js'
import type { ContractValue } from './contract-value.js'

/**
 * Makes a function that follows every reference in a part of a document. Members next to a reference are kept,
 * `nullable` becomes the type `null`, as JSON Schema spells it, and what has properties becomes an object.
 * What a reference leads to is read once, and shared by all parts that refer to it.
 */
export function createResolver (document: ContractValue): (node: ContractValue) => Json {
  /** By reference; undefined while it is being read. */
  const targets = new Map<string, JsonObject | undefined>()

  return resolve

  function resolve (node: ContractValue): Json {
    const { value = null } = node
    if (Array.isArray(value)) return node.items().map(resolve)
    if (value === null || typeof value !== 'object') return value
    const own = node.members()
      .filter(([name]) => name !== '$ref')
      .map(([name, member]) => [name, resolve(member)])
    const whole: JsonObject = { ...targetOf(node.member('$ref')), ...Object.fromEntries(own) as JsonObject }
    const type = typeOf(whole)
    // Without a type, null is accepted like everything else.
    if (type === undefined) return withoutNullable(whole)
    return whole['nullable'] === true ? nullable(whole, type) : { ...whole, type }
  }

  function targetOf (reference: ContractValue): JsonObject {
    if (reference.value === undefined) return {}
    const text = reference.text()
    const known = targets.get(text)
    if (known !== undefined) return known
    if (targets.has(text)) throw reference.fault(`${text} contains itself`)
    targets.set(text, undefined)
    const target = lookUp(reference, document)
    const resolved = target.with(resolve(target)).object()
    targets.set(text, resolved)
    return resolved
  }
}

/** The published contract describes the members of some objects, and does not say that they are objects. */
function typeOf ({ type, properties }: JsonObject): string | undefined {
  if (typeof type === 'string') return type
  return type === undefined && typeof properties === 'object' ? 'object' : undefined
}

const withoutNullable = ({ nullable: _, ...schema }: JsonObject): JsonObject => schema

function nullable ({ nullable: _, ...schema }: JsonObject, type: string): JsonObject {
  const { enum: values } = schema
  return {
    ...schema, type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values as readonly Json[], null] } : {})
  }
}

function lookUp (reference: ContractValue, document: ContractValue): ContractValue {
  const [start, ...names] = reference.text().split('/')
  if (start !== '#') {
    throw reference.fault(`got ${reference.text()}; accepted: a place in the same file, such as #/components/schemas/NAME`)
  }
  let target = document
  for (const name of names) {
    target = target.member(name)
    if (target.value === undefined) throw reference.fault(`${reference.text()} does not exist`)
  }
  return target
}
