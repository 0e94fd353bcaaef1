// docs/errors.md, from the error table and the table of start failures.

import { spelledOut } from '../../src/cli/exit-codes.js'
import { packErrorCode } from '../../src/domain/errors/error-code.js'
import { errors, type ErrorRow } from '../../src/domain/errors/errors.js'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { code, madeFrom, table } from './markdown.js'

export function errorsPage (): string {
  return `${madeFrom('src/domain/errors/errors.ts and src/domain/errors/start-failures.ts')}

# Errors

A refusal is a JSON object with the four fields of the service: \`error_code\`, \`error_id\`, \`errors\` (one text for each problem) and \`request_id\`. The request id is also
the header \`X-Request-Id\`, and is in the log line, which has the texts as \`errors\`. \`error_code\` packs system, component, category and number as the official SDK unpacks them;
[fidelity.md](fidelity.md) says which codes the service is known to use.

Every refusal of this server is one of these. Words in \`<>\` stand for what the request brought.

${table(['Status', 'Code', 'Component', 'Category', 'Text', 'Name here'], Object.entries<ErrorRow>(errors).map(([name, row]) => [String(row.http), String(packErrorCode(row)), `${row.system} ${row.component}`, row.category, shown(row.text), code(name)]))}

## Reasons not to start

Printed on standard error; the exit code tells them apart.

${table(['Exit code', 'Text', 'Name here'], Object.entries(startFailures).map(([name, row]) => [String(row.exitCode), shown(row.text), code(name)]))}
`
}

/** The text with the names of its parameters in the places of values. */
function shown (text: (...args: never[]) => string | readonly string[]): string {
  const parameters = /^\(?([^()=]*)\)?\s*=>/.exec(text.toString())?.[1] ?? ''
  const names = parameters.split(',').map((name) => name.trim()).filter((name) => name !== '')
  // A list of one name reads as the name in a template, and takes the join that some texts make.
  const withNames = text as (...args: ReadonlyArray<readonly string[]>) => string | readonly string[]
  const result = withNames(...names.map((name) => [`<${spelledOut(name)}>`]))
  return escaped(typeof result === 'string' ? result : result.join('; '))
}

const escaped = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('*', '\\*')
