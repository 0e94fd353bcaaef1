// What a slash at the end of a path means in the KV v2 API (kv2/differences.md 54).

import { refusal } from '../../domain/errors/domain-error.js'
import { kvErrors } from './kv-errors.js'

const isNamed = (path: string) => path !== '' && !path.endsWith('/')

/** Refuses PathEndsWithSlash. */
export function writablePath (path: string): string {
  if (!isNamed(path)) throw refusal(kvErrors.PathEndsWithSlash)
  return path
}

/** Refuses NotASecret. */
export function readablePath (path: string): string {
  if (!isNamed(path)) throw refusal(kvErrors.NotASecret)
  return path
}

/** Of metadata and lists, where a slash at the end makes no difference. */
export const withoutSlash = (path: string): string => path.endsWith('/') ? path.slice(0, -1) : path
