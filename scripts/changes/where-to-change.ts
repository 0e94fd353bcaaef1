// The where-to-change table of ARCHITECTURE.md, and the edits of a change applied to a tree.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Change, Edit } from './change.js'

/** The files and folders that each row names; a folder ends in a slash. */
export function whereToChange (tree: string): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(path.join(tree, 'ARCHITECTURE.md'), 'utf8')
  const table = /^## Where to change a thing$([^]*?)^## /m.exec(page)?.[1] ?? ''
  const rows = [...table.matchAll(/^\| (.+?) \| (.+) \|$/gm)].filter(([, thing]) => thing !== 'I want to')
  return new Map(rows.map(([, thing = '', places = '']) => [thing, placesIn(places)]))
}

const placesIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([\w./-]+)`/g)].map(([, place = '']) => place).filter((place) => /\/|\.\w+$/.test(place))

const isAt = (file: string, place: string) => place.endsWith('/') ? file.startsWith(place) : file === place

/**
 * What does not fit between a change and its row: a file that the row does not name, or one
 * that the change does not need.
 */
export function misfits (
  { row, edits, tests = [], notNeeded = [] }: Change, table: ReadonlyMap<string, readonly string[]>
): readonly string[] {
  const places = table.get(row)
  if (places === undefined) return [`ARCHITECTURE.md has no row "${row}"`]
  const files = [...new Set(edits.map(({ file }) => file))]
  return [
    ...tests.filter(({ file }) => !file.startsWith('test/')).map(({ file }) => `${file} is no test`),
    ...files.filter((file) => !places.some((place) => isAt(file, place)))
      .map((file) => `"${row}" does not name ${file}`),
    ...places.filter((place) => !notNeeded.includes(place) && !files.some((file) => isAt(file, place)))
      .map((place) => `"${row}" names ${place}, which is not changed`)
  ]
}

/** Throws when the text to replace is not there exactly once. */
export function applyEdit (tree: string, { file, text, replacement }: Edit): void {
  const target = [path.join(tree, file), path.join(tree, 'src', file)].find((place) => existsSync(place))
  if (text === undefined) {
    if (target !== undefined) throw new Error(`${file} exists already`)
    const place = path.join(tree, isInRoot(tree, file) ? '' : 'src', file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, replacement)
    return
  }
  if (target === undefined) throw new Error(`there is no file ${file}`)
  const source = readFileSync(target, 'utf8')
  const times = source.split(text).length - 1
  if (times !== 1) throw new Error(`${file}: this text occurs ${times} times: ${text}`)
  // A function, because the replacement may have a $ in it.
  writeFileSync(target, source.replace(text, () => replacement))
}

const isInRoot = (tree: string, file: string) => existsSync(path.join(tree, file.split('/')[0] ?? ''))
