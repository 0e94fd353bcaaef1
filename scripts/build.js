// Builds dist/: compiles src, and writes the contracts as JSON beside the code, because parsing YAML would take half of a start.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import path from 'node:path'
import { parse } from 'yaml'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const out = path.join(root, 'dist')

rmSync(out, { recursive: true, force: true })
execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', path.join(root, 'tsconfig.build.json')], { stdio: 'inherit' })

const contracts = path.join(root, 'openapi')
mkdirSync(path.join(out, 'openapi'), { recursive: true })
for (const file of readdirSync(contracts).filter((name) => name.endsWith('.yaml'))) {
  const document = parse(readFileSync(path.join(contracts, file), 'utf8'))
  writeFileSync(path.join(out, 'openapi', file.replace(/\.yaml$/, '.json')), JSON.stringify(document))
}
