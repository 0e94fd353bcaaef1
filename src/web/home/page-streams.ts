// How many pages may be open at the same time.

import { refusal } from '../../domain/errors/domain-error.js'
import type { StreamLimits } from '../../http/reply/event-stream.js'
import { webErrors } from '../web-errors.js'

const most = 64

/**
 * No credential can take all streams from the others. The tabs of a browser share one; without that, a browser has six
 * at most, because it opens six connections to a server over HTTP/1.1.
 */
const mostOfOne = 8

export const pageStreams: StreamLimits = {
  most,
  tooMany: () => refusal(webErrors.TooManyStreams, most),
  own: { most: mostOfOne, tooMany: () => refusal(webErrors.TooManyOwnStreams, mostOfOne) }
}
