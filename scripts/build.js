// npm run build: makes dist/ from src, where it is not up to date.

// The whole program is one file, written last and put in place by a rename: a server that starts meanwhile gets the old
// one or the new one, never some of each, and a server that runs needs neither. Builds that run at the same time do not
// disturb each other for the same reason. It is CommonJS, which Jest can load, and not minified, so that a stack names
// lines that read like the source. `npm run typecheck` checks the types; this only strips them.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync
} from 'node:fs'
import { fileURLToPath } from 'node:url'
import path from 'node:path'
import { build } from 'esbuild'
import { buildInputs, embedding } from './embedded.js'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const out = path.join(root, 'dist')
const programFile = 'okms-emulator.cjs'

/** In a declaration file: the text before the specifier, and the specifier without its ending. */
const relativeImport = /((?:from|import\()\s*')(\.[^']+)\.js'/g

const firstLine = `// Built from ${fingerprint()}`
if (!isUpToDate()) {
  // In this folder and not in the system's temporary one, because a rename needs the same file system.
  const fresh = mkdtempSync(path.join(root, '.build-'))
  try {
    const schema = { 'seed.schema.json': readFileSync(path.join(root, 'openapi/seed.schema.json'), 'utf8') }
    const files = { ...declarations(fresh), ...await program(), ...await entries(), ...schema }
    for (const [name, text] of Object.entries(files)) put(fresh, name, text)
    removeAllBut(Object.keys(files))
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Over everything that dist/ is made of; the versions of the packages are in the lock file. */
function fingerprint () {
  const hash = createHash('sha256')
  for (const input of buildInputs) {
    for (const file of filesIn(input)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file))).update('\0')
  }
  return hash.digest('hex')
}

/**
 * Paths from the root, sorted; none where there is nothing of this name.
 * @param {string} name A file, or a folder.
 * @returns {string[]}
 */
function filesIn (name) {
  const place = path.join(root, name)
  if (!existsSync(place)) return []
  return statSync(place).isDirectory()
    ? readdirSync(place).sort().flatMap((entry) => filesIn(path.join(name, entry)))
    : [name]
}

function isUpToDate () {
  const file = path.join(out, programFile)
  return existsSync(file) && readFileSync(file, 'utf8').startsWith(`${firstLine}\n`)
}

/**
 * The program, and for each way in a file that leads to it.
 * @returns {Promise<Record<string, string>>}
 */
async function program () {
  const shared = /** @type {const} */ ({
    bundle: true, platform: 'node', target: 'node20.19', packages: 'external', write: false, logLevel: 'error'
  })
  const library = await build({
    ...shared,
    entryPoints: [path.join(root, 'src/index.ts')],
    format: 'esm',
    outfile: 'index.js',
    metafile: true,
    plugins: [embedding]
  })
  const names = Object.values(library.metafile.outputs).flatMap((output) => output.exports).join(', ')

  const { outputFiles, warnings } = await build({
    ...shared,
    stdin: { contents: "export * from './index.js'\nexport const main = () => import('./main.js')\n", resolveDir: path.join(root, 'src'), sourcefile: 'program.js' },
    format: 'cjs',
    outfile: programFile,
    banner: { js: firstLine },
    // Jest has no import() in the code that it loads; what is imported late is evaluated late all the same.
    supported: { 'dynamic-import': false },
    plugins: [embedding]
  })
  // Such as import.meta, which is empty in CommonJS: a module that looks for files belongs
  // in the list of embedded modules.
  if (warnings.length > 0) throw new Error(`the program cannot be built: ${warnings.map(({ text, location }) => `${location?.file}:${location?.line}: ${text}`).join('; ')}`)
  // Both lead to the program by require(): an import would first search the whole of it for names, a fifth of a start.
  return {
    'main.js': `#!/usr/bin/env node\nimport { createRequire } from 'node:module'\n\ncreateRequire(import.meta.url)('./${programFile}').main()\n`,
    'index.js': `export { ${names} } from './index.cjs'\n`,
    'index.cjs': `'use strict'\n\nconst { ${names} } = require('./${programFile}')\n\nmodule.exports = { ${names} }\n`,
    [programFile]: outputFiles[0]?.text ?? ''
  }
}

/**
 * The other entries of the package, such as the helpers for test frameworks: every export with code besides the
 * library. They import the library as it is imported by name, so that it is loaded once.
 * @returns {Promise<Record<string, string>>}
 */
async function entries () {
  const files = entryFiles()
  const built = await Promise.all(files.map(async (file) => {
    const { name, ext } = path.parse(file)
    const { outputFiles } = await build({
      entryPoints: [path.join(root, 'src', path.dirname(file), `${name}.ts`)],
      bundle: true,
      platform: 'node',
      target: 'node20.19',
      packages: 'external',
      format: ext === '.cjs' ? 'cjs' : 'esm',
      write: false,
      plugins: [{
        name: 'library',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: `../index${ext}`, external: true }))
        }
      }]
    })
    return [file, outputFiles[0]?.text ?? '']
  }))
  return Object.fromEntries(built)
}

/**
 * Paths in dist/ of entries in subfolders, as package.json exports them.
 * @returns {string[]}
 */
function entryFiles () {
  const { exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const listed = [...JSON.stringify(exports).matchAll(/"\.\/dist\/([^"/]+\/[^"]+?\.c?js)"/g)]
  return [...new Set(listed.map(([, file = '']) => file))]
}

/**
 * What TypeScript knows of the package: the declarations of its entries and all that they import from,
 * for `import` and for `require`.
 * @param {string} fresh Folder for files that are not kept.
 * @returns {Record<string, string>}
 */
function declarations (fresh) {
  const folder = path.join(fresh, 'declarations')
  execFileSync(process.execPath, [
    path.join(root, 'node_modules/typescript/bin/tsc'), '-p', path.join(root, 'tsconfig.build.json'), '--outDir', folder
  ], { stdio: 'inherit' })
  const files = ['index', ...entryFiles().map((file) => file.replace(/\.c?js$/, ''))].reduce(
    (found, entry) => reachable(path.join(folder, `${entry}.d.ts`), found), /** @type {Set<string>} */ (new Set()))
  return Object.fromEntries([...files].flatMap((file) => {
    const name = path.relative(folder, file).replaceAll('\\', '/')
    const text = readFileSync(file, 'utf8')
    return [[name, text], [name.replace(/\.d\.ts$/, '.d.cts'), text.replaceAll(relativeImport, "$1$2.cjs'")]]
  }))
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
  for (const [, , specifier = ''] of readFileSync(file, 'utf8').matchAll(relativeImport)) {
    reachable(path.resolve(path.dirname(file), `${specifier}.d.ts`), found)
  }
  return found
}

/**
 * Replaces a file of dist/ in one step; one that says the same already stays.
 * @param {string} fresh
 * @param {string} name
 * @param {string} text
 */
function put (fresh, name, text) {
  const file = path.join(out, name)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  const temporary = path.join(fresh, 'next')
  writeFileSync(temporary, text)
  // Run by its name, from a checkout and from an installed package alike.
  if (name === 'main.js') chmodSync(temporary, 0o755)
  mkdirSync(path.dirname(file), { recursive: true })
  renameSync(temporary, file)
}

/** @param {string[]} names Of the files that stay in dist/. */
function removeAllBut (names) {
  const wanted = new Set(names)
  const folders = new Set(names.flatMap(foldersOf))
  for (const entry of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    const name = entry.replaceAll('\\', '/')
    if (!wanted.has(name) && !folders.has(name)) rmSync(path.join(out, name), { recursive: true, force: true })
  }
}

/**
 * The folders that a file is in, `a/b` and `a` for `a/b/c`.
 * @param {string} name
 * @returns {string[]}
 */
function foldersOf (name) {
  const folder = path.posix.dirname(name)
  return folder === '.' ? [] : [folder, ...foldersOf(folder)]
}
