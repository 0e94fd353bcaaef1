// A request that a kill may cut: an answered change holds; an unanswered one may hold or not, but never partially.

import assert from 'node:assert/strict'
import type { Running } from './server-process.js'

/** What a client knows of a key or a secret. */
export interface Known<View> {
  /** For failures: `key 12...`. */
  readonly name: string
  /** One, unless a request was not answered. */
  possible: readonly View[]
}

export interface Request<Subject extends Known<View>, View> {
  readonly subject: Subject
  readonly method: string
  readonly route: string
  readonly body?: unknown
  /** What the subject becomes when the request is carried out. */
  readonly after: View
  readonly success: number
}

/** The one view of a subject of which every request was answered, or that was looked at since. */
export function only<View> ({ name, possible: [view, ...others] }: Known<View>): View {
  assert(view !== undefined && others.length === 0, `${name} is not settled`)
  return view
}

/** Sends it. True when it was answered; anything but success or a broken connection is an error. */
export async function send<View> (
  server: Running, { subject, method, route, body, after, success }: Request<Known<View>, View>
): Promise<boolean> {
  const before = subject.possible
  subject.possible = [...before, after]
  let answer
  try {
    answer = await server.call(method, route, body)
  } catch {
    return false
  }
  assert.equal(answer.status, success, `${method} ${route}: ${JSON.stringify(answer.body)}`)
  subject.possible = [after]
  return true
}
