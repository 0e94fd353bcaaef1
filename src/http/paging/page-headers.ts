// Pages of lists of secrets: requested and continued by headers (service.md 7.3).

import { refusal } from '../../domain/errors/domain-error.js'
import type { NamedPage, NamePage } from '../../domain/ports.js'
import { httpErrors } from '../reply/http-errors.js'
import type { SealedPositions } from './sealed-position.js'

export interface PageHeaders {
  readonly 'X-Pagination-Size'?: number
  readonly 'X-Pagination-Cursor'?: string
}

const defaultSize = 100

/** @param list Names the list, with its domain. */
export interface Cursors {
  /** Refuses a cursor of another list. */
  wanted (list: string, headers: PageHeaders): NamePage
  /** The header that continues the list, if anything follows. */
  next (list: string, page: Pick<NamedPage<unknown>, 'next'>): { readonly 'X-Pagination-Cursor-Next'?: string }
}

export function createCursors (positions: SealedPositions): Cursors {
  return {
    wanted (list, { 'X-Pagination-Size': limit = defaultSize, 'X-Pagination-Cursor': cursor = '' }) {
      if (cursor === '') return { after: '', limit }
      const position = positions.open(list, cursor)
      // The control panel looks for "invalid cursor" (clients.md 4.5).
      if (position === undefined) throw refusal(httpErrors.RequestInvalid, ['header X-Pagination-Cursor: invalid cursor: not one of this server for this list; send back the X-Pagination-Cursor-Next of the page before'])
      return { after: position.toString(), limit }
    },

    next: (list, { next }) =>
      next === null ? {} : { 'X-Pagination-Cursor-Next': positions.seal(list, Buffer.from(next)) }
  }
}
