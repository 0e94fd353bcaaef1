// Writes every generated file; with --check writes nothing and fails when one is stale.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generatedFiles } from './generated-files.js'

const root = path.join(import.meta.dirname, '..')
const check = process.argv.includes('--check')

for (const { file, content } of generatedFiles) {
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
