// What the data of a version is bound to, which is authenticated with it.

import type { SlotOwner } from '../sealed-slots.js'

/** A path may contain slashes, so it comes last. */
export const dataOwner = ({ okmsId, path, number }: {
  readonly okmsId: string, readonly path: string, readonly number: number
}): SlotOwner => ({ name: `secret/${okmsId}/${number}/${path}`, what: `the data of version ${number} of a secret` })
