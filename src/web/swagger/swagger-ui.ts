// Swagger UI for each contract: from separate files, under the strict content security
// policy of all pages, light or dark.

import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { JsonObject } from '../../http/contract/contract.js'
import type { ContractValue } from '../../http/contract/contract-value.js'
import { readPageFile, servePageFile } from '../page-files.js'
import { swaggerUiTexts } from './swagger-ui-texts.js'

export interface SwaggerUiOptions {
  readonly prefix: string
  readonly document: ContractValue
  /** Files of pages/swagger that run before the page is made. */
  readonly scripts: readonly string[]
  /** The document for one reader; by default every reader gets the same one. */
  readonly documentOf?: (request: IncomingMessage) => JsonObject
}

const html = 'text/html; charset=utf-8'
const css = 'text/css; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'

/** Adds the page under `prefix`, for every reader. */
export function serveSwaggerUi (
  app: FastifyInstance, { prefix, document, scripts, documentOf = () => document.object() }: SwaggerUiOptions
): void {
  const ownScripts = ['initializer.js', 'dark-mode.js', 'links.js', ...scripts]
  const ownFile = (name: string) => () => readPageFile(`swagger/${name}`)
  const styles = {
    'swagger-ui.css': () => swaggerUiTexts['swagger-ui.css'],
    'index.css': () => swaggerUiTexts['index.css'],
    'page.css': ownFile('page.css')
  }
  const code = {
    'swagger-ui-bundle.js': () => swaggerUiTexts['swagger-ui-bundle.js'],
    ...Object.fromEntries(ownScripts.map((name) => [name, ownFile(name)]))
  }
  const page = pageOf(document.member('info').member('title').text(), Object.keys(styles), Object.keys(code))

  const serve = (path: string, type: string, text: (request: IncomingMessage) => string) => {
    servePageFile(app, `${prefix}/${path}`, type, text)
  }
  app.get(prefix, (_request, reply) => reply.redirect(`${prefix}/`))
  serve('', html, () => page)
  serve('json', 'application/json; charset=utf-8', (request) => JSON.stringify(documentOf(request)))
  for (const [name, text] of Object.entries(styles)) serve(`static/${name}`, css, text)
  for (const [name, text] of Object.entries(code)) serve(`static/${name}`, javascript, text)
}

const pageOf = (title: string, styles: readonly string[], scripts: readonly string[]) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='5' cy='8' r='3.2' fill='none' stroke='%234f5bd5' stroke-width='2'/%3E%3Cpath d='M8 8h7M12 8v3' stroke='%234f5bd5' stroke-width='2'/%3E%3C/svg%3E">
${styles.map((name) => `  <link rel="stylesheet" href="static/${name}">`).join('\n')}
</head>
<body>
  <div id="swagger-ui"></div>
${scripts.map((name) => `  <script src="static/${name}"></script>`).join('\n')}
</body>
</html>
`
