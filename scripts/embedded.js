// What the build puts into the program, so that a server reads no file of its own at run time.

import { fileURLToPath, pathToFileURL } from 'node:url'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

/**
 * The one list of what a server reads at run time besides its code. In a checkout these modules read files; the
 * build evaluates them and writes what they export into the program. No other module of src may look for a file
 * relative to itself: the build refuses it.
 */
export const embeddedModules = [
  'src/crypto/keys/rsa/rsa-stock-text.ts',
  'src/crypto/threads/worker-sources.ts',
  'src/http/contract/contract-documents.ts',
  'src/web/page-texts.ts',
  'src/web/swagger/swagger-ui-texts.ts',
  'src/config/program-version.ts',
  'src/store/sqlite/migration-files.ts'
]

/** Everything that dist/ is made of: what a place that builds must have, besides node_modules. */
export const buildInputs = [
  'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.js',
  'scripts/embedded.js', 'src', 'pages', 'migrations', 'openapi'
]

/** What a place that runs a server must have, besides node_modules. */
export const runtimeFiles = ['package.json', 'dist']

/** Texts longer than this, in characters, are kept compressed until they are read. */
const longText = 65_536

/**
 * The module as the program has it: what it exports, without the files.
 * @param {string} file Absolute.
 * @returns {Promise<string>} JavaScript.
 */
async function embeddedSource (file) {
  const { outputFiles: [compiled] } = await build({
    entryPoints: [file],
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(file).href) },
    write: false
  })
  const exported = await import(`data:text/javascript;base64,${Buffer.from(compiled?.contents ?? '').toString('base64')}`)
  const lines = Object.entries(exported).map(([name, value]) => `export const ${name} = ${expressionOf(value)}`)
  return ["import { brotliDecompressSync } from 'node:zlib'", "const unpack = (text) => brotliDecompressSync(Buffer.from(text, 'base64')).toString()", ...lines].join('\n')
}

/**
 * @param {unknown} value Anything that JSON has.
 * @returns {string}
 */
function expressionOf (value) {
  const json = JSON.stringify(value)
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (!entries.some(([, text]) => isLong(text))) return `JSON.parse(${JSON.stringify(json)})`
  return `{ ${entries.map(([name, text]) => isLong(text) ? `get ${JSON.stringify(name)} () { return unpack('${packed(text)}') }` : `${JSON.stringify(name)}: ${JSON.stringify(text)}`).join(', ')} }`
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isLong = (value) => typeof value === 'string' && value.length > longText

/** @param {string} text */
const packed = (text) => brotliCompressSync(text).toString('base64')

/** @type {import('esbuild').Plugin} */
export const embedding = {
  name: 'embedding',
  setup (bundler) {
    const files = new Set(embeddedModules.map((name) => path.join(root, name)))
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path: file }) =>
      files.has(file) ? { contents: await embeddedSource(file), loader: 'js' } : undefined)
  }
}
