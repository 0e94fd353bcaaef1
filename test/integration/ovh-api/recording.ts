// Recorded exchanges of Terraform's provider (test/fixtures/ovh-api/terraform): replays their requests, and compares
// what this server answers with what was answered then.
//
// `<name>` stands for a text, and `<#name>` for a number, that each server chooses: the first answer that has it binds
// it, and requests and later answers have that value.

import { readFileSync } from 'node:fs'
import path from 'node:path'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }

export interface RecordedCall {
  readonly method: string
  readonly path: string
  readonly unsigned?: true
  readonly body?: Json
  readonly status: number
  readonly answer: Json
}

export interface Recording {
  readonly steps: readonly { readonly step: string, readonly calls: readonly RecordedCall[] }[]
}

export const readRecording = (name: string): Recording => JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../fixtures/ovh-api/terraform', `${name}.json`), 'utf8')
) as Recording

/** A value of an answer that is not as it was recorded. */
export interface Difference {
  /** Names of the members that lead to it, `[]` for entries of lists, joined by dots; empty for the whole answer. */
  readonly place: string
  readonly recorded: Json | undefined
  readonly received: Json | undefined
}

export class Bindings {
  readonly #values = new Map<string, string>()

  constructor (known: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(known)) this.#values.set(name, value)
  }

  /** A path or a body with the values that are bound. Throws where one is not. */
  filled<Value extends Json | undefined> (value: Value): Value {
    if (value === undefined) return value
    const text = JSON.stringify(value)
      .replace(/"<#(\w+)>"/g, (_, name: string) => this.#get(name))
      .replace(/<#?(\w+)>/g, (_, name: string) => this.#get(name))
    return JSON.parse(text) as Value
  }

  #get (name: string): string {
    const value = this.#values.get(name)
    if (value === undefined) throw new Error(`no answer had a value for <${name}>`)
    return value
  }

  bind (name: string, value: string): void {
    this.#values.set(name, value)
  }

  /** What differs; binds what it meets for the first time. */
  differences (recorded: Json | undefined, received: Json | undefined, place = ''): readonly Difference[] {
    const differs = [{ place, recorded, received }]
    if (typeof recorded === 'string') return this.#matches(recorded, received) ? [] : differs
    if (recorded === null || typeof recorded !== 'object') return recorded === received ? [] : differs
    if (received === null || typeof received !== 'object' || Array.isArray(recorded) !== Array.isArray(received)) {
      return differs
    }
    if (Array.isArray(recorded) && recorded.length !== (received as readonly Json[]).length) return differs
    // A member more is one that the contract has: every reply was held against it.
    return Object.entries(recorded).flatMap(([name, member]) => this.differences(
      member as Json, (received as Record<string, Json | undefined>)[name],
      `${place}${place === '' ? '' : '.'}${Array.isArray(recorded) ? '[]' : name}`
    ))
  }

  #matches (recorded: string, received: Json | undefined): boolean {
    const number = /^<#(\w+)>$/.exec(recorded)?.[1]
    if (number !== undefined) return typeof received === 'number' && this.#same(number, String(received))
    if (typeof received !== 'string') return false
    const names: string[] = []
    const pattern = recorded.split(/(<#?\w+>)/).map((part) => {
      const name = /^<#?(\w+)>$/.exec(part)?.[1]
      if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      names.push(name)
      return '([\\w-]+)'
    }).join('')
    const found = new RegExp(`^${pattern}$`).exec(received)
    return found !== null && names.every((name, index) => this.#same(name, found[index + 1] ?? ''))
  }

  #same (name: string, value: string): boolean {
    const bound = this.#values.get(name) ?? value
    this.#values.set(name, bound)
    return bound === value
  }
}

/** `null`, `string`, `list` and so on. */
export function typeOf (value: Json | undefined): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}
