// Codes and statuses of errors are an interface: programs read them. test/docs/released-errors.json
// lists those that were released.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { packErrorCode } from '../../src/domain/errors/error-code.js'
import { errorRows } from '../../src/emulator/composition/error-rows.js'
import type { ErrorRow } from '../../src/domain/errors/domain-error.js'
import { errorStatus } from '../../src/http/reply/error-status.js'

const released: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, 'released-errors.json'), 'utf8'))

it('every error has the code and the status that it was released with; a new one gets a row in released-errors.json', () => {
  const present = Object.entries<ErrorRow>(errorRows)
    .map(([name, row]) => [name, { code: packErrorCode(row), status: errorStatus(row) }])
  expect(Object.fromEntries(present)).toEqual(released)
})

it('every table of rows is joined: for this list, and for docs/errors.md', () => {
  const root = path.join(import.meta.dirname, '../../src')
  const tables = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(path.join(root, name), 'utf8').matchAll(/^export const (\w+) = \{[^]*?^\} as const satisfies Record<string, ErrorRow>$/gm)])
    .map(([, table = '']) => table)
  const joined = [
    ...readFileSync(path.join(root, 'emulator/composition/error-rows.ts'), 'utf8').matchAll(/^ {2}\.\.\.(\w+),?$/gm)
  ].map(([, table = '']) => table)
  expect(tables.length).toBeGreaterThan(5)
  expect(joined.sort()).toEqual(tables.sort())
})
