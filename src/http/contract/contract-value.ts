// A value of a contract together with its place, so that an error at start names file, path and member.

import type { Json, JsonObject } from './contract-documents.js'

/** The contract is not as the program needs it. */
class ContractFault extends Error {}

export class ContractValue {
  /** Undefined where the member is missing. */
  readonly value: Json | undefined
  readonly #parent: ContractValue | undefined
  /** As it follows on the place of the parent; the file for a whole document. */
  readonly #name: string

  constructor (value: Json | undefined, name: string, parent?: ContractValue) {
    this.value = value
    this.#parent = parent
    this.#name = name
  }

  /** Such as `openapi/okms.yaml > paths > /v1/random > get > parameters[0]`. */
  get place (): string {
    return `${this.#parent?.place ?? ''}${this.#name}`
  }

  /** Another value in the same place, such as one whose references were followed. */
  with (value: Json): ContractValue {
    return new ContractValue(value, this.#name, this.#parent)
  }

  /** Of an object, or of nothing: then the member is missing too. */
  member (name: string): ContractValue {
    const members = this.value === undefined ? {} : this.object()
    return new ContractValue(Object.hasOwn(members, name) ? members[name] : undefined, ` > ${name}`, this)
  }

  /** None when it is missing. */
  members (): ReadonlyArray<readonly [name: string, member: ContractValue]> {
    return this.value === undefined ? [] : Object.keys(this.object()).map((name) => [name, this.member(name)])
  }

  /** None when it is missing. */
  items (): readonly ContractValue[] {
    if (this.value === undefined) return []
    if (!Array.isArray(this.value)) throw this.unexpected('a list')
    return (this.value as readonly Json[]).map((item, index) => new ContractValue(item, `[${index}]`, this))
  }

  object (): JsonObject {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      throw this.unexpected('an object')
    }
    return this.value as JsonObject
  }

  text (): string {
    if (typeof this.value !== 'string') throw this.unexpected('a text')
    return this.value
  }

  truth (): boolean {
    if (typeof this.value !== 'boolean') throw this.unexpected('true, false')
    return this.value
  }

  oneOf<Name extends string> (names: readonly Name[]): Name {
    const found = names.find((name) => name === this.value)
    if (found === undefined) throw this.unexpected(names.join(', '))
    return found
  }

  fault (problem: string): ContractFault {
    return new ContractFault(`${this.place}: ${problem}`)
  }

  private unexpected (accepted: string): ContractFault {
    const received = this.value === undefined ? 'missing' : `got ${JSON.stringify(this.value).slice(0, 100)}`
    return this.fault(`${received}; accepted: ${accepted}`)
  }
}
