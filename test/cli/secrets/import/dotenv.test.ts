// The dotenv reader: what each line means, and the place of every fault, without a value in any message.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDotenv } from '../../../../src/cli/secrets/import/dotenv.js'
import { shells } from '../../../../src/cli/clients/shells.js'

const variablesIn = (text: string) => {
  const result = readDotenv(text)
  return 'variables' in result ? result.variables : result.faults
}

describe('a value', () => {
  it.each<[string, string, string]>([
    ['without quotes ends at the end of the line', 'A= two words \t\nB=1', 'two words'],
    ['may be empty', 'A=\n', ''],
    ['ends at a comment, which follows a blank', 'A=x # y', 'x'],
    ['has a # that follows no blank', 'A=x#y', 'x#y'],
    ['may begin with #', 'A=#y', '#y'],
    ['is empty before a comment', 'A= # y', ''],
    ['has the = signs after the first', 'A=x=y==', 'x=y=='],
    ['has quotes inside', 'A=it\'s "x"', 'it\'s "x"'],
    ['has no variables in it', 'A=$HOME/$X', '$HOME/$X'],
    ['in single quotes is literal', "A='x # \\n \"y\" '", 'x # \\n "y" '],
    ['in backquotes is literal', 'A=`it\'s "x" \\n`', 'it\'s "x" \\n'],
    ['in double quotes has escapes', 'A="a\\nb\\tc\\r\\"\\\\\\$\\`"', 'a\nb\tc\r"\\$`'],
    ['in double quotes keeps other backslashes', 'A="C:\\Users\\d"', 'C:\\Users\\d'],
    ['in double quotes may have lines', 'A="one\ntwo"', 'one\ntwo'],
    ['in single quotes may have lines', "A='one\ntwo'", 'one\ntwo'],
    ['may be followed by a comment', 'A="x" # y', 'x'],
    ['may have lines that end as on Windows', 'A="x\r\ny"\r\n', 'x\ny']
  ])('%s', (_, text, value) => {
    expect(variablesIn(text)).toMatchObject({ A: value })
  })
})

describe('a line', () => {
  it.each<[string, string]>([
    ['may be blank or a comment', '\n  \t\n# A=1\n  # x\nA=1\n#'],
    ['may begin with export', 'export A=1'],
    ['may begin with blanks, and have some around =', '  export   A\t = 1  '],
    ['may follow a byte order mark', '\uFEFFA=1'],
    ['may be the last without a line feed', 'A=1']
  ])('%s', (_, text) => {
    expect(variablesIn(text)).toEqual({ A: '1' })
  })

  it('has a name of letters, digits, _ . and -', () => {
    expect(variablesIn('app.db-1_X=1\n_=2\nexport=3')).toEqual({ 'app.db-1_X': '1', _: '2', export: '3' })
  })

  it('may set a name of JavaScript', () => {
    const names = Object.keys(variablesIn('__proto__=1\nconstructor=2'))
    expect(names).toEqual(['__proto__', 'constructor'])
  })
})

describe('a fault', () => {
  it.each<[string, string, number, number, RegExp]>([
    ['a line without =', 'A=1\n  hunter2', 2, 10, /"=" expected/],
    ['a line without a name', 'A=1\n\n=hunter2', 3, 1, /a name expected/],
    ['a name that begins with a digit', '9A=hunter2', 1, 1, /a name expected/],
    ['a quote that is not closed', 'B=1\nA="hunter2\nC=3', 2, 3, /never ends; close it with "/],
    ['text after a closing quote', 'A="hunter2" hunter2', 1, 13, /text after the closing quote/],
    ['a comment right after a closing quote', 'A=\'x\'hunter2', 1, 6, /text after the closing quote/],
    ['a name that is given twice', 'A=1\nA=hunter2\nB=1', 2, 1, /given twice/]
  ])('%s', (_, text, line, column, why) => {
    const result = readDotenv(text)
    expect(result).toEqual({ faults: [{ line, column, why: expect.stringMatching(why) as string }] })
    expect(JSON.stringify(result)).not.toContain('hunter2')
  })

  it('is named with all others', () => {
    const faults = variablesIn('A\nB=1\n=2\nB=3\nC="x" y\nD=4')
    expect(faults).toMatchObject([{ line: 1 }, { line: 3 }, { line: 4 }, { line: 5 }])
  })

  it('never keeps the reader from the end of a text', () => {
    const signs = fc.constantFrom('A', '=', '"', '\'', '`', '\\', '#', ' ', '\n', 'export ', '\r\n', 'é')
    fc.assert(fc.property(fc.array(signs, { maxLength: 40 }), (text) => {
      const result = readDotenv(text.join(''))
      expect('variables' in result || result.faults.length > 0).toBe(true)
    }))
  })
})

it('reads what env --shell dotenv writes', () => {
  const dotenv = shells.find(({ name }) => name === 'dotenv')
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text)), (value) => {
    expect(variablesIn(dotenv?.set({ name: 'A', value }) ?? '')).toEqual({ A: value })
  }))
})
