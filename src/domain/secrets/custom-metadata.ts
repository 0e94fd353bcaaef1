// Custom metadata: its limits, and how an edit changes it (kv2/differences.md 23, 31, 35).

import type { Problem } from '../errors/wording.js'
import { customMetadataLimits } from '../limits.js'
import type { CustomMetadata } from './secret.js'

/** All of it, or a merge patch: null removes a name. */
export type CustomMetadataEdit =
  | { readonly replaceBy: CustomMetadata | null }
  | { readonly merge: Readonly<Record<string, string | null>> }

export function editedMetadata (current: CustomMetadata | null, edit: CustomMetadataEdit): CustomMetadata | null {
  if ('replaceBy' in edit) return nullWhenEmpty(edit.replaceBy ?? {})
  const merged = new Map(Object.entries(current ?? {}))
  for (const [name, value] of Object.entries(edit.merge)) {
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  }
  return nullWhenEmpty(Object.fromEntries(merged))
}

const nullWhenEmpty = (metadata: CustomMetadata) => Object.keys(metadata).length === 0 ? null : metadata

const printable = /^[^\p{C}\p{Zl}\p{Zp}]+$/u

/** What is wrong with the result of an edit. No value is repeated. */
export function problemsOfMetadata (metadata: CustomMetadata): readonly Problem[] {
  const { entries, nameLength, valueLength } = customMetadataLimits
  const found = Object.entries(metadata)
  const problem = (text: string): Problem => ({ place: 'customMetadata', text })
  if (found.length > entries) return [problem(`it would have ${found.length} entries; at most ${entries} are accepted`)]
  return found.flatMap(([name, value], index) => [
    ...isWithin(name, nameLength)
      ? []
      : [problem(`the name of entry ${index + 1} has ${Buffer.byteLength(name)} bytes, or characters that cannot be printed; accepted: 1 to ${nameLength} printable bytes`)],
    ...isWithin(value, valueLength)
      ? []
      : [problem(`the value of entry ${index + 1} has ${Buffer.byteLength(value)} bytes, or characters that cannot be printed; accepted: 1 to ${valueLength} printable bytes`)]
  ])
}

const isWithin = (text: string, bytes: number) => Buffer.byteLength(text) <= bytes && printable.test(text)
