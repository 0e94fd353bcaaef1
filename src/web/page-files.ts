// The files of the pages that people open in a browser, and the headers they are served with.

import { pageTexts } from './page-texts.js'

/** @param name Path in pages/, such as `home/page.css`. */
export function readPageFile (name: string): string {
  const text = pageTexts[name]
  if (text === undefined) throw new Error(`pages/${name} is missing`)
  return text
}

/** Nothing comes from elsewhere and nothing goes elsewhere; no script and no style stands in the HTML. */
export const pageHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
} as const
