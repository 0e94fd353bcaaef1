// The text about a name that is none of those that there are.

import { didYouMean } from './did-you-mean.js'
import { quotedOrLength } from './quoted-text.js'

/** @param accepted For a name that resembles none of them. */
export function unknownName (name: string, known: readonly string[], accepted: string): string {
  const meant = didYouMean(name, known) ?? known.find((one) => one.toLowerCase() === name.toLowerCase())
  return `got ${quotedOrLength(name)}; ${meant === undefined ? `accepted: ${accepted}` : `did you mean ${meant}?`}`
}
