// The lint rule for long lines.

import { Linter } from 'eslint'
import { parser } from 'typescript-eslint'
import { expect, it } from 'vitest'
import { lineLength } from '../../scripts/line-length.js'

const config: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: { parser },
  plugins: { okms: { rules: { 'line-length': lineLength } } },
  rules: { 'okms/line-length': 'error' }
}

/** The lines that the rule reports, or why the code cannot be parsed. */
const reported = (code: string) => new Linter().verify(code, config, 'file.ts')
  .map(({ line, ruleId, message }) => ruleId === null ? message : line)

/** A statement of so many columns. */
const statement = (columns: number) => `${'x'.repeat(columns - 2)}()`

/** A statement of so many columns, apart from the text in it. */
const around = (text: string, columns: number) => `f(${text}, ${statement(columns - 5)})`

const long = 'x'.repeat(38)
const short = 'x'.repeat(37)

it('accepts 120 columns', () => {
  expect(statement(120)).toHaveLength(120)
  expect(reported(statement(120))).toEqual([])
  expect(reported(`f()\n${statement(121)}\nf()`)).toEqual([2])
})

it.each([
  ['a string', `'${long}'`],
  ['a template', `\`${long}\``],
  ['a template with an expression', `\`${long}\${g('${long}')}\``],
  ['a regular expression', `/${long}/`],
  ['a number', `0x${'f'.repeat(40)}n`]
])('does not count %s of 40 characters', (_, text) => {
  expect(reported(around(text, 120))).toEqual([])
  expect(reported(around(text, 121))).toEqual([1])
})

it.each([['a string', `'${short}'`], ['a template', `\`${short}\``]])('counts %s of 39 characters', (_, text) => {
  expect(reported(around(text, 120))).toEqual([1])
})

it('does not count several texts of one line', () => {
  expect(reported(around(`'${long}', '${long}'`, 118))).toEqual([])
  expect(reported(around(`'${long}', '${long}'`, 119))).toEqual([1])
})

it('does not count the part of a template that is on the line', () => {
  const template = `\`\n${long.repeat(4)}\n\``
  expect(reported(around(template, 120))).toEqual([])
  expect(reported(`${statement(121)}; ${template}`)).toEqual([1])
  expect(reported(`${template}; ${statement(119)}`)).toEqual([3])
})

it('does not count the URLs of a comment', () => {
  const words = 'word '.repeat(30)
  expect(reported(`// ${words.slice(0, 116)} https://example.org/${long}`)).toEqual([])
  expect(reported(`// ${words.slice(0, 118)} https://example.org/${long}`)).toEqual([1])
  expect(reported(`// ${words}`)).toEqual([1])
  expect(reported(`/*\n${words}\n*/`)).toEqual([2])
})

it('does not count a template literal type', () => {
  expect(reported(`type T = \`${long.repeat(4)}\``)).toEqual([])
})
