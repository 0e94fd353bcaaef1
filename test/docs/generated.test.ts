// The pages that are made from tables, and what they promise.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedFiles } from '../../scripts/generated-files.js'
import { errorRows } from '../../src/emulator/composition/error-rows.js'
import { contracts } from '../../src/http/contract/contract.js'

const root = path.join(import.meta.dirname, '..', '..')
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8')

describe('generated files', () => {
  it.each(generatedFiles)('$file is what npm run generate makes', async ({ file, content }) => {
    expect(textOf(file)).toBe(await content())
  })

  it('every row of the error table is on the page of errors, with no value that is missing', () => {
    const page = textOf('docs/errors.md')
    expect(Object.keys(errorRows).filter((name) => !page.includes(`\`${name}\``))).toEqual([])
    expect(page).not.toMatch(/undefined|\[object|NaN/)
  })

  it('every operation is on the page of operations', () => {
    const page = textOf('docs/routes.md')
    const operationIds = Object.values(contracts).flatMap(({ operations }) => [...operations.keys()])
    expect(operationIds.filter((operationId) => !page.includes(`| ${operationId} |`))).toEqual([])
  })

  it('a production install stays under 60 packages that run, beyond those of Swagger UI', () => {
    const running = /packages\. (\d+) of them are loaded/.exec(textOf('docs/dependencies.md'))?.[1]
    expect(Number(running)).toBeLessThan(60)
  })
})
