// Writes the files that are made from others; with --check only says which of them are stale, and fails.

import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const root = new URL('../', import.meta.url)

/** A generated file and where its text comes from. */
const generated: ReadonlyArray<{ readonly file: string, readonly content: () => Promise<string> | string }> = [
  { file: 'src/http/generated/okms.ts', content: () => contractTypes('openapi/okms.yaml') }
]

async function contractTypes (contract: string): Promise<string> {
  const types = astToString(await openapiTS(new URL(contract, root), { defaultNonNullable: false, silent: true }))
  return `// Types of ${contract}, made by \`npm run generate\`. Do not edit.\n\n${types}`
}

const check = process.argv.includes('--check')
let stale = 0
for (const { file, content } of generated) {
  const target = new URL(file, root)
  const text = await content()
  if (check) {
    let present = ''
    try { present = readFileSync(target, 'utf8') } catch { /* a missing file is stale */ }
    if (present !== text) {
      stale++
      console.error(`${file} is stale: run npm run generate`)
    }
  } else {
    writeFileSync(target, text)
    console.log(file)
  }
}
process.exit(stale === 0 ? 0 : 1)
