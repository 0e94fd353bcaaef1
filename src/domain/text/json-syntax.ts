// Where a text stops being JSON, and how to fix it. Runs only after the parser failed. It quotes only punctuation and
// literals of other languages, because the text may contain a plaintext or a key.

import { textFault, type TextFault } from './text-fault.js'

/** Literals of other languages, and their JSON equivalents. */
const foreignLiterals: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  Null: 'null',
  NULL: 'null',
  nil: 'null',
  undefined: 'null, or leave the member out',
  NaN: 'a number; JSON has no NaN',
  Infinity: 'a number; JSON has no Infinity',
  yes: 'true',
  no: 'false'
}

/** Stops the scan. */
class Fault extends Error {
  readonly at: number

  constructor (at: number, why: string) {
    super(why)
    this.at = at
  }
}

/** Undefined for a JSON value. */
export function jsonSyntaxFault (text: string): TextFault | undefined {
  try {
    new Scan(text).document()
  } catch (fault) {
    if (fault instanceof Fault) return textFault(text, fault.at, fault.message)
    throw fault
  }
  return undefined
}

const blank = /[ \t\r\n]*/y
const word = /[A-Za-z_$][\w$]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/** A reader of RFC 8259 that keeps nothing. Nesting is bounded by problemOfJsonText. */
class Scan {
  readonly #text: string
  #at = 0

  constructor (text: string) { this.#text = text }

  document (): void {
    this.#value()
    this.#blanks()
    if (this.#at === this.#text.length) return
    const next = this.#sign()
    if (next === '{' || next === '[') this.#refuse('a second value begins here; send one JSON object')
    if (next === ',') this.#refuse('"," after the end; send one JSON object')
    if (next === '}' || next === ']') this.#refuse(`"${next}" closes nothing; remove it, or add what it should close`)
    this.#refuseComment()
    this.#refuse('text after the end of the JSON value; remove it')
  }

  #sign (): string { return this.#text.charAt(this.#at) }

  #refuse (why: string, at = this.#at): never { throw new Fault(at, why) }

  #match (pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.#text) ?? []
    if (found !== undefined) this.#at += found.length
    return found
  }

  #blanks (): void { this.#match(blank) }

  #refuseComment (): void {
    if (this.#sign() === '#' || this.#text.startsWith('//', this.#at) || this.#text.startsWith('/*', this.#at)) {
      this.#refuse('a comment; JSON has none, remove it')
    }
  }

  #value (): void {
    this.#blanks()
    const sign = this.#sign()
    if (sign === '{') return this.#members('}', () => { this.#member() })
    if (sign === '[') return this.#members(']', () => { this.#value() })
    if (sign === '"') return this.#string()
    if (/[-\d]/.test(sign)) return this.#number()
    this.#literal()
  }

  /** An object or a list: what is between its brackets, with commas. */
  #members (close: '}' | ']', member: () => void): void {
    this.#at++
    this.#blanks()
    if (this.#sign() === close) { this.#at++; return }
    for (;;) {
      member()
      this.#blanks()
      const sign = this.#sign()
      if (sign === ',') {
        const comma = this.#at++
        this.#blanks()
        if (this.#sign() === close) this.#refuse(`a comma before "${close}"; remove it`, comma)
        if (this.#sign() === ',') this.#refuse('two commas; remove one')
      } else if (sign === close) {
        this.#at++
        return
      } else {
        this.#refuseSeparator(close)
      }
    }
  }

  #refuseSeparator (close: string): never {
    this.#refuseEnd(`"${close}"`)
    this.#refuseComment()
    const sign = this.#sign()
    if (sign === '"' || sign === '{' || sign === '[') this.#refuse(`a comma is missing before this ${sign === '"' ? 'string' : 'value'}`)
    if (sign === ';') this.#refuse('";" where "," belongs')
    if (sign === '}' || sign === ']') this.#refuse(`"${sign}" where "${close}" belongs`)
    this.#refuse(`"," or "${close}" expected. A quote inside a string is written \\"`)
  }

  #member (): void {
    this.#blanks()
    this.#refuseEnd('a member name')
    this.#refuseComment()
    if (this.#sign() === "'") this.#refuse('single quotes; JSON strings take double quotes')
    if (this.#sign() === '“' || this.#sign() === '”') this.#refuse('typographic quotes; write "')
    if (this.#sign() !== '"') this.#refuse('a member name in double quotes expected. If the shell removed the quotes, put the whole body in single quotes')
    this.#string()
    this.#blanks()
    if (this.#sign() === ':') { this.#at++; return this.#value() }
    this.#refuseEnd('":"')
    this.#refuse(this.#sign() === '=' ? '"=" where ":" belongs' : '":" expected after the member name')
  }

  #string (): void {
    const start = this.#at++
    for (;;) {
      const sign = this.#sign()
      if (sign === '') this.#refuse('this string never ends; close it with a double quote', start)
      if (sign === '"') { this.#at++; return }
      if (sign === '\\') {
        if (this.#match(escape) === undefined) this.#refuse('a backslash with a letter that JSON does not escape; write \\\\ for a backslash')
      } else if (sign < ' ') {
        this.#refuse(sign === '\n' || sign === '\r' ? 'a line break inside a string; write \\n, or close the string' : 'a control character inside a string; write it as \\t or \\u0000')
      } else {
        this.#at++
      }
    }
  }

  #number (): void {
    if (this.#match(number) !== undefined) return
    if (this.#text.startsWith('-Infinity', this.#at)) this.#refuse('-Infinity: write a number; JSON has no Infinity')
    this.#refuse('not a JSON number (no leading zero or +, no 0x, digits on both sides of the point); put ids and other strings in double quotes')
  }

  #literal (): void {
    this.#refuseEnd('a value')
    this.#refuseComment()
    const sign = this.#sign()
    const at = this.#at
    const found = this.#match(word)
    if (found === 'true' || found === 'false' || found === 'null') return
    if (found !== undefined && Object.hasOwn(foreignLiterals, found)) this.#refuse(`${found}: write ${foreignLiterals[found]}`, at)
    if (found !== undefined) this.#refuse('a word without quotes; put strings in double quotes', at)
    if (sign === "'") this.#refuse('single quotes; JSON strings take double quotes')
    if (sign === '`') this.#refuse('backquotes; JSON strings take double quotes')
    if (sign === '“' || sign === '”') this.#refuse('typographic quotes; write "')
    if (sign === ',') this.#refuse('a value is missing before ","')
    if (sign === '}' || sign === ']') this.#refuse(`a value is missing before "${sign}"`)
    if (sign === '+' || sign === '.') this.#refuse(`a number that starts with "${sign}"; JSON numbers start with a digit or -`)
    if (sign === '$') this.#refuse('a variable that the shell did not replace')
    this.#refuse('a value expected: a string in double quotes, a number, true, false, null, an object or a list')
  }

  #refuseEnd (expected: string): void {
    if (this.#at >= this.#text.length) this.#refuse(`the text ends here, ${expected} is missing; was it cut off?`)
  }
}
