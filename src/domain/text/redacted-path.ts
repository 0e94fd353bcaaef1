// The path of a refused request in messages and the log. It can contain a secret: a token in place of an id, a password
// before the host, a parameter without its question mark.

import { isQuotable } from './quoted-text.js'

/** Without query, scheme, host and user; a segment that could be a secret becomes `...`. */
export function redactedPath (url: string): string {
  const [path = ''] = url.split(/[?#]/, 1)
  return path.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').split('/').map(shownSegment).join('/')
}

function shownSegment (segment: string): string {
  const [name = ''] = segment.split(/[=;&]/, 1)
  const shown = isQuotable(name) ? name : '...'
  return segment.length > name.length ? `${shown}...` : shown
}
