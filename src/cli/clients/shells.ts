// How a variable is written for each kind of shell or file: one row each.

import type { Variable } from '../../services/clients/client-environment.js'

export interface Shell {
  readonly name: string
  /** One or more lines without the last line feed; undefined for a value that it cannot express. */
  readonly set: (variable: Variable) => string | undefined
  readonly unset: (name: string) => string
  /** As one word of a command line. */
  readonly quoted: (word: string) => string
  /** How to use the output; undefined for formats without comments. */
  readonly hint: ((command: string) => string) | undefined
}

/** Words without characters that are special to a shell or a file format. */
const plain = /^[\w@%+=:,./-]+$/

/** As one word of a POSIX shell. */
export const posixQuoted = (text: string) => plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** In fish's single quotes only these two are special. */
const fishQuoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`

/** PowerShell also treats four typographic characters as single quotes; each is doubled. */
const powershellQuoted = (text: string) => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`

/**
 * Single quotes are literal, so double quotes are only for values with a single quote: there `\`, `"`,
 * `$` and the backtick are special.
 */
function dotenvQuoted (text: string): string {
  if (plain.test(text)) return text
  return text.includes("'") ? `"${text.replace(/[\\"$`]/g, '\\$&')}"` : `'${text}'`
}

const oneLine = (text: string) => !/[\r\n]/.test(text)

export const shells: readonly Shell[] = [
  {
    name: 'sh',
    set: ({ name, value }) => `export ${name}=${posixQuoted(value)}`,
    unset: (name) => `unset ${name}`,
    quoted: posixQuoted,
    hint: (command) => `eval "$(${command})"`
  },
  {
    name: 'fish',
    set: ({ name, value }) => `set -gx ${name} ${fishQuoted(value)}`,
    unset: (name) => `set -e ${name}`,
    quoted: (word) => plain.test(word) ? word : fishQuoted(word),
    hint: (command) => `${command} | source`
  },
  {
    name: 'powershell',
    set: ({ name, value }) => `$Env:${name} = ${powershellQuoted(value)}`,
    unset: (name) => `Remove-Item -ErrorAction Ignore Env:${name}`,
    quoted: (word) => plain.test(word) ? word : powershellQuoted(word),
    hint: (command) => `${command} | Out-String | Invoke-Expression`
  },
  {
    // Read by compose, by dotenv packages and by `docker run --env-file`, which alone takes quotes literally.
    name: 'dotenv',
    set: ({ name, value }) => oneLine(value) ? `${name}=${dotenvQuoted(value)}` : undefined,
    unset: (name) => `${name}=`,
    quoted: posixQuoted,
    hint: (command) => `${command} > .env`
  },
  {
    // The file that $GITHUB_ENV names: values are literal.
    name: 'github',
    set: ({ name, value }) => oneLine(value) ? `${name}=${value}` : undefined,
    unset: (name) => `${name}=`,
    quoted: posixQuoted,
    hint: undefined
  }
]

/** The shell that probably reads the output. */
export function likelyShell (env: Readonly<Record<string, string | undefined>>, platform: string): string {
  if (/(^|[\\/])fish$/.test(env.SHELL ?? '')) return 'fish'
  return platform === 'win32' && env.SHELL === undefined ? 'powershell' : 'sh'
}
