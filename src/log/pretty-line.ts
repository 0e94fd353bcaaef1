// The readable form of one log entry, for a terminal.

type Entry = Readonly<Record<string, unknown>>

/**
 * Red for errors, yellow for warnings and refused requests; the rest has the default colour
 * of the terminal (ECMA-48 SGR).
 */
const colours = { error: '\u001b[31m', warn: '\u001b[33m', plain: '\u001b[0m' } as const

/** Converts one line of JSON from pino to one line of text; a stack trace follows on separate lines. */
export function prettyLine (json: string, colour: boolean): string {
  const entry = parseEntry(json)
  if (entry === undefined) return json
  const level = word(entry.level)
  const what = entry.http_status === undefined ? message(entry) : request(entry)
  const line = `${time(entry.time)} ${level.toUpperCase().padEnd(5)} ${what}`.trimEnd()
  const tint = colour ? tintOf(entry, level) : undefined
  return `${tint === undefined ? line : tint + line + colours.plain}\n`
}

function parseEntry (json: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** The fields of service.md 12.4 that are useful to a developer at a terminal. */
function request (entry: Entry): string {
  const duration = typeof entry.duration_ms === 'number' ? `${entry.duration_ms.toFixed(1)} ms` : ''
  const operation = word(entry.iam_operation)
  const refused = word(entry.err_category)
  const method = word(entry.http_method)
  const line = [
    method === '' ? '' : method.padEnd(6), word(entry.http_path), word(entry.http_status), operation, refused, duration,
    entry.fault === undefined ? '' : 'fault'
  ].filter((part) => part !== '').join(' ')
  return line + refusals(entry.errors)
}

/** A single text follows on the same line, several are listed below it. */
function refusals (errors: unknown): string {
  if (!Array.isArray(errors)) return ''
  const texts = errors.map(word)
  return texts.length === 1 ? `: ${texts[0]}` : texts.map((text) => `\n    ${text}`).join('')
}

const shownElsewhere = new Set(['level', 'time', 'msg', 'err'])

function message (entry: Entry): string {
  const members = Object.entries(entry)
    .filter(([name, value]) => !shownElsewhere.has(name) && value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${word(value)}`)
  return [word(entry.msg), ...members].join(' ') + stack(entry.err)
}

function stack (err: unknown): string {
  if (typeof err !== 'object' || err === null) return ''
  const text = 'stack' in err ? err.stack : 'message' in err ? err.message : undefined
  return typeof text === 'string' ? '\n' + text.split('\n').map((line) => `    ${printable(line)}`).join('\n') : ''
}

function tintOf (entry: Entry, level: string): string | undefined {
  const status = typeof entry.http_status === 'number' ? entry.http_status : 0
  if (level === 'error' || level === 'fatal' || status >= 500) return colours.error
  return level === 'warn' || status >= 400 ? colours.warn : undefined
}

/** Local time of day; the JSON form has the whole date. */
function time (iso: unknown): string {
  const date = new Date(word(iso))
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

function word (value: unknown): string {
  if (value === undefined || value === null) return ''
  return printable(typeof value === 'string' ? value : JSON.stringify(value))
}

/** A path comes from the network: it must not control the terminal, break the line or change its direction. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '?')
