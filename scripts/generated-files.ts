// THE table of generated files.

import path from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { dependenciesPage } from './pages/dependencies.js'
import { errorsPage } from './pages/errors.js'
import { layersPicture } from './pages/layers.js'
import { optionsPage } from './pages/options.js'
import { routesPage } from './pages/routes.js'
import { seedSchema } from './pages/seed-schema.js'

const root = path.join(import.meta.dirname, '..')

export interface GeneratedFile {
  /** Relative to the root of the repository. */
  readonly file: string
  readonly content: () => string | Promise<string>
}

export const generatedFiles: readonly GeneratedFile[] = [
  { file: 'src/http/contract/generated/okms.ts', content: () => contractTypes('openapi/okms.yaml') },
  { file: 'src/http/contract/generated/ovh-api-v1.ts', content: () => contractTypes('openapi/ovh-api-v1.yaml') },
  { file: 'src/http/contract/generated/ovh-api-v2.ts', content: () => contractTypes('openapi/ovh-api-v2.yaml') },
  { file: 'src/http/contract/generated/emulator.ts', content: () => contractTypes('openapi/emulator.yaml') },
  { file: 'openapi/seed.schema.json', content: seedSchema },
  { file: 'docs/options.md', content: optionsPage },
  { file: 'docs/errors.md', content: errorsPage },
  { file: 'docs/routes.md', content: routesPage },
  { file: 'docs/dependencies.md', content: dependenciesPage },
  { file: 'docs/images/layers.svg', content: layersPicture }
]

async function contractTypes (contract: string): Promise<string> {
  const types = astToString(await openapiTS(pathToFileURL(path.join(root, contract)), {
    defaultNonNullable: false, emptyObjectsUnknown: true, silent: true
  }))
  return `// Types of ${contract}, made by \`npm run generate\`. Do not edit.

${types}`
}
