// The tables of docs/access.md, made from the tables of the code: the page is held against them.

import { diagnoses } from '../../src/cli/doctor/diagnosis.js'
import { clientEnvironments } from '../../src/services/clients/client-environment.js'

const table = (rows: ReadonlyArray<readonly string[]>) => rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const clientTable = () => table([
  ['Client', '`--client`', 'Variables'],
  ['---', '---', '---'],
  ...clientEnvironments.map(({ title, name, variables }) => [
    title, `\`${name}\``, Object.keys(variables).map((variable) => `\`${variable}\``).join(' ')
  ])
])

export const diagnosisTable = () => table([
  ['Exit code', 'Found', 'Cure'],
  ['---', '---', '---'],
  ...Object.entries(diagnoses).map(([name, { exitCode, cure }]) =>
    [String(exitCode), name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase(), cure])
])
