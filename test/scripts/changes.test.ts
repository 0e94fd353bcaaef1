// The where-to-change table of ARCHITECTURE.md and the changes that npm run test:changes
// performs fit each other and the code.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { changes, notPerformed } from '../../scripts/changes/every.js'
import { applyEdit, misfits, whereToChange } from '../../scripts/changes/where-to-change.js'
import { copyTree, root } from '../../scripts/copied-tree.js'

const table = whereToChange(root)
const folder = mkdtempSync(path.join(tmpdir(), 'changes-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

it('every row is performed, or left out for a reason', () => {
  const performed = changes.map(({ row }) => row)
  expect(table.size).toBeGreaterThan(20)
  expect([...table.keys()].sort()).toEqual([...performed, ...notPerformed.keys()].sort())
  expect(readFileSync(path.join(root, '.ci/run'), 'utf8')).toContain('npm run test:changes')
})

describe('the changes', () => {
  it.each(changes)('$row: the row names the files that are changed, and no others', (change) => {
    expect(misfits(change, table)).toEqual([])
  })

  it('can be made, one after the other', () => {
    const tree = copyTree(path.join(folder, 'tree'))
    for (const { edits, tests = [] } of changes) for (const edit of [...edits, ...tests]) applyEdit(tree, edit)
  })
})

describe('a change that its row does not describe', () => {
  const places = new Map([['add a thing', ['domain/things.ts', 'rest/']]])
  const change = (...files: readonly string[]) =>
    ({ row: 'add a thing', edits: files.map((file) => ({ file, replacement: '' })), works: () => {} })

  it('is found: a file more, a file less, a row less', () => {
    expect(misfits(change('domain/things.ts', 'rest/things.ts'), places)).toEqual([])
    expect(misfits(change('domain/things.ts', 'rest/things.ts', 'store/things.ts'), places)).toEqual(['"add a thing" does not name store/things.ts'])
    expect(misfits(change('domain/things.ts'), places)).toEqual(['"add a thing" names rest/, which is not changed'])
    expect(misfits(change('domain/things.ts'), new Map())).toEqual(['ARCHITECTURE.md has no row "add a thing"'])
  })

  it('cannot be made: its text is not there, or twice', () => {
    mkdirSync(path.join(folder, 'other/src'), { recursive: true })
    writeFileSync(path.join(folder, 'other/src/one.ts'), 'one and one')
    const edit = (file: string, text: string) =>
      () => { applyEdit(path.join(folder, 'other'), { file, text, replacement: 'two' }) }
    expect(edit('one.ts', 'three')).toThrow('occurs 0 times')
    expect(edit('one.ts', 'one')).toThrow('occurs 2 times')
    expect(edit('no-such.ts', 'text')).toThrow('no file no-such.ts')
  })
})
