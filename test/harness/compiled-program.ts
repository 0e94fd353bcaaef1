// A program of the project as JavaScript, for tests that start processes: tsx would compile it for each of them.

import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { afterAll } from 'vitest'
import { embedding } from '../../scripts/embedded.js'

const root = path.join(import.meta.dirname, '../..')

/** The build compresses the files of Swagger UI, which takes seconds; here they stay where they are. */
const swaggerStays: Plugin = {
  name: 'Swagger UI stays',
  setup (bundler) {
    bundler.onLoad({ filter: /swagger-ui-texts\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)),
      loader: 'ts'
    }))
  }
}

/**
 * Compiles a TypeScript file, named from the root, with all that it imports.
 * Returns a JavaScript file, which is removed after the tests of the calling file.
 */
export async function compiledProgram (entry: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'compiled-program-'))
  afterAll(() => { rmSync(folder, { recursive: true }) })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  const outfile = path.join(folder, 'program.mjs')
  await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    plugins: [swaggerStays, embedding]
  })
  return outfile
}
