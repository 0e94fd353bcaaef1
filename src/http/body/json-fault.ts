// Why a request body is no JSON, and how to fix it. Runs only after the parser failed.

import { jsonSyntaxFault } from '../../domain/text/json-syntax.js'
import { faultText } from '../../domain/text/text-fault.js'

/** What the body is instead, or the fault with its line and column. */
export function jsonFault (text: string): string {
  const whole = wholeTextFaults.find(([pattern]) => pattern.test(text))?.[1]
  if (whole !== undefined) return whole
  const fault = jsonSyntaxFault(text)
  return fault === undefined ? 'it is no JSON value' : faultText(fault)
}

const asJson = 'send JSON, with curl: -H "content-type: application/json" -d \'{"name": "value"}\''

const wholeTextFaults: ReadonlyArray<readonly [RegExp, string]> = [
  [/^\uFEFF/, 'it starts with a byte order mark; save the file as UTF-8 without BOM'],
  [/^\s*$/, 'it is blank; send a JSON object'],
  [/^\s*\[object \w+\]/, 'it is "[object Object]": an object was converted to a string; send JSON.stringify(object)'],
  [/^\s*(?:undefined|None|nil)\s*$/, 'the program had no value to send; send a JSON object'],
  [/\0/, 'it contains NUL characters, as UTF-16 does; send UTF-8'],
  [/^\s*</, `it looks like XML or HTML; ${asJson}`],
  [/^--[\w'()+,./:=? -]{1,70}\r?\n/, `it looks like multipart form data (curl -F); ${asJson}`],
  [/^[\w.%+-]+=/, `it looks like a form; ${asJson}`],
  [/^@[\w./\\~-]/, 'it starts with @, which curl reads as a file name with -d and --data-binary only; use -d @FILE'],
  [/^[\w-]+:[ \t]/, `it looks like YAML; ${asJson}`]
]
