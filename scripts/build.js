// Builds dist/: compiles src, writes the contracts as JSON beside the code, because parsing YAML would take half of a start, and leaves
// of the declarations only those that the package's own reach. No source maps: types are erased and nothing else, so a stack names lines
// that read like the source.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
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

// Run by its name, from a checkout and from an installed package alike.
chmodSync(path.join(out, 'main.js'), 0o755)

const needed = reachable(path.join(out, 'index.d.ts'))
for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'))) {
  if (!needed.has(path.join(out, file))) rmSync(path.join(out, file))
}

/**
 * This declaration file and every one that it imports from.
 * @param {string} file
 * @param {Set<string>} found
 * @returns {Set<string>}
 */
function reachable (file, found = new Set()) {
  if (found.has(file) || !existsSync(file)) return found
  found.add(file)
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)) {
    reachable(path.resolve(path.dirname(file), `${specifier}.d.ts`), found)
  }
  return found
}
