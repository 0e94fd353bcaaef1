// The files of Swagger UI itself. They come from @fastify/swagger-ui, whose copy has no dependencies. Its plug-in is
// not used, because it reads the files from a folder at run time, which a bundle does not have and an update replaces.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)
const read = (name: string) => readFileSync(resolve(`@fastify/swagger-ui/static/${name}`), 'utf8')

/** By file name. The build replaces these reads with the texts (scripts/embedded.js). */
export const swaggerUiTexts: Readonly<Record<'swagger-ui-bundle.js' | 'swagger-ui.css' | 'index.css', string>> = {
  'swagger-ui-bundle.js': read('swagger-ui-bundle.js'),
  'swagger-ui.css': read('swagger-ui.css'),
  'index.css': read('index.css')
}
