// THE table of names that API v2 writes in capitals, from those of the domain.

import { keyStates, revocationReasons } from '../domain/keys/key-state.js'
import { secretVersionStates } from '../domain/secrets/version-state.js'

interface Names<Name extends string> {
  readonly encode: (name: Name) => Uppercase<Name>
  readonly decode: (written: Uppercase<Name>) => Name
}

function inCapitals<Name extends string> (names: readonly Name[]): Names<Name> {
  const written = new Map(names.map((name) => [name, name.toUpperCase() as Uppercase<Name>]))
  const meant = new Map([...written].map(([name, text]) => [text, name]))
  function found<Key extends string, Value> (map: ReadonlyMap<Key, Value>, key: Key): Value {
    const value = map.get(key)
    if (value === undefined) throw new TypeError(`no name for ${key}`)
    return value
  }
  return { encode: (name) => found(written, name), decode: (text) => found(meant, text) }
}

export const keyStateNames = inCapitals(keyStates)
export const reasonNames = inCapitals(revocationReasons)
export const versionStateNames = inCapitals(secretVersionStates)
