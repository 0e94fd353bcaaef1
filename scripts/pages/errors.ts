// docs/errors.md, from the error tables and the table of start failures.

import { spelledOut } from '../../src/cli/exit-codes.js'
import { packErrorCode } from '../../src/domain/errors/error-code.js'
import type { ErrorRow } from '../../src/domain/errors/domain-error.js'
import { startFailures } from '../../src/domain/errors/start-failures.js'
import { errorStatus } from '../../src/http/reply/error-status.js'
import { errorRows } from '../../src/emulator/composition/error-rows.js'
import { parametersOf, rowText } from './error-rows.js'
import { code, madeFrom, table } from './markdown.js'

export function errorsPage (): string {
  return `${madeFrom('the error tables that src/emulator/composition/error-rows.ts joins and src/domain/errors/start-failures.ts')}

# Errors

A refusal is a JSON object with the four fields of the service: \`error_code\`, \`error_id\`, \`errors\` (one text for each problem) and \`request_id\`. The request id is also
the header \`X-Request-Id\`, and is in the log line, which has the texts as \`errors\`. \`error_code\` packs system, component, category and number as the official SDK unpacks them;
[fidelity.md](fidelity.md) says which codes the service is known to use.

Every refusal of this server is one of these. Words in \`<>\` stand for what the request brought.

${table(['Status', 'Code', 'Component', 'Category', 'Text', 'Name here'], Object.entries<ErrorRow>(errorRows).map(([name, row]) => [String(errorStatus(row)), String(packErrorCode(row)), `${row.system} ${row.component}`, row.category, escaped(rowText(row, parametersOf(row.text).map(slot))), code(name)]))}

## Reasons not to start

Printed on standard error; the exit code tells them apart.

${table(['Exit code', 'Text', 'Name here'], Object.entries(startFailures).map(([name, row]) => [String(row.exitCode), shownFailure(row.text), code(name)]))}
`
}

/** The words of the page for a parameter of a text. */
const slot = (name: string) => `<${spelledOut(name)}>`

function shownFailure (text: (...args: never[]) => string): string {
  // A list of one name reads as the name in a template, and takes the join that some texts make.
  const withNames = text as (...args: ReadonlyArray<readonly string[]>) => unknown
  return escaped(String(withNames(...parametersOf(text).map((name) => [slot(name)]))))
}

const escaped = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('*', '\\*')
