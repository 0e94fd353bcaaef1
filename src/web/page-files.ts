// The files of the browser pages, and their response headers.

import { pageTexts } from './page-texts.js'

/** @param name Path in pages/, such as `home/page.css`. */
export function readPageFile (name: string): string {
  const text = pageTexts[name]
  if (text === undefined) throw new Error(`pages/${name} is missing`)
  return text
}

/** Nothing is loaded from or sent to another origin, and the HTML has no inline script or style. */
export const pageHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
} as const
