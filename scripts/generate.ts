// Writes every generated file; with --check writes nothing and fails when one is stale.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { optionsPage } from './options-page.js'

const root = path.join(import.meta.dirname, '..')

interface Generated {
  /** Relative to the root of the repository. */
  readonly file: string
  readonly content: () => string | Promise<string>
}

const generated: readonly Generated[] = [
  { file: 'src/http/generated/okms.ts', content: () => contractTypes('openapi/okms.yaml') },
  { file: 'docs/options.md', content: optionsPage }
]
const check = process.argv.includes('--check')

for (const { file, content } of generated) {
  const target = path.join(root, file)
  const wanted = await content()
  if (existsSync(target) && readFileSync(target, 'utf8') === wanted) continue
  if (check) {
    console.error(`${file} is stale; run npm run generate`)
    process.exitCode = 1
  } else {
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, wanted)
    console.log(`wrote ${file}`)
  }
}

async function contractTypes (contract: string): Promise<string> {
  const types = astToString(await openapiTS(pathToFileURL(path.join(root, contract)), { defaultNonNullable: false, silent: true }))
  return `// Types of ${contract}, made by \`npm run generate\`. Do not edit.

${types}`
}
