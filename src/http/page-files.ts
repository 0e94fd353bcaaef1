// The files of the pages that people open in a browser: HTML, CSS and scripts, served as they lie in pages/.

import { readFileSync } from 'node:fs'

/** The folder stands beside both src and dist. */
const folder = new URL('../../pages/', import.meta.url)

/** @param name Path in the folder, such as `home/page.css`. */
export function readPageFile (name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}

/** Nothing comes from elsewhere and nothing goes elsewhere; no script and no style stands in the HTML. */
export const pageHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
} as const
