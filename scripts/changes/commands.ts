// Changes of the command line: commands, verbs, options, reasons not to start, diagnoses, trust stores, the demo.

import { after, before, create, instead, type Change } from './change.js'
import { expectText } from './changed-emulator.js'

function expectCode (exitCode: number, expected: number, printed: string): void {
  if (exitCode !== expected) throw new Error(`exit code ${exitCode} instead of ${expected}: ${printed.slice(-2000)}`)
}

export const commandChanges: readonly Change[] = [
  {
    row: 'add an option',
    edits: [
      before('config/options.ts', '  logLevel: {\n', "  maintenance: { ...flag, name: 'maintenance', summary: 'Do not start' },\n"),
      after('emulator/emulator.ts', 'const ownCa = readProvidedCa(config, machineClock())', '\n  if (config.maintenance) throw startFailure(startFailures.Maintenance)'),
      after('index.ts', 'readonly durable?: boolean\n', '  readonly maintenance?: boolean\n'),
      before('emulator/emulator.ts', 'import type { Config }', "import { startFailure, startFailures } from '../domain/errors/start-failures.js'\n")
    ],
    async works ({ cli, file }) {
      const { exitCode, printed } = await cli('serve', '--port', '0', '--maintenance')
      expectCode(exitCode, 77, printed)
      expectText((await cli('serve', '--help')).printed, '--maintenance', 'OKMS_EMULATOR_MAINTENANCE')
      expectText(file('docs/options.md'), '--maintenance', 'OKMS_EMULATOR_MAINTENANCE')
    }
  },
  {
    row: 'add a reason not to start',
    edits: [
      before('domain/errors/start-failures.ts', '  TrustStoreFailed: {', "  Maintenance: { exitCode: 77, text: () => 'closed for maintenance' },\n"),
      instead('cli/exit-codes.ts', "'UsageWrong', 'PortInUse',", "'UsageWrong', 'Maintenance', 'PortInUse',")
    ],
    async works ({ cli, file }) {
      const { exitCode, printed } = await cli('serve', '--port', '0', '--maintenance')
      expectCode(exitCode, 77, printed)
      expectText(printed, 'okms-emulator: closed for maintenance')
      expectText((await cli('serve', '--help')).printed, 'maintenance')
      expectText(file('docs/errors.md'), 'closed for maintenance')
    }
  },
  {
    row: 'add a command',
    edits: [
      create('cli/hello/hello.ts', `// hello: prints a greeting.

import type { Command } from '../command.js'
import { exitCodes } from '../exit-codes.js'

export const hello: Command = {
  name: 'hello',
  summary: 'Print a greeting',
  usage: '',
  options: [],
  exitCodes: exitCodes('printed', []),
  run: async (_argv, { stdout }) => {
    stdout.write('hello there\\n')
    return await Promise.resolve(0)
  }
}
`),
      before('cli/commands.ts', 'import { serve } from', "import { hello } from './hello/hello.js'\n"),
      instead('cli/commands.ts', 'serve, exec, demo,', 'serve, hello, exec, demo,')
    ],
    async works ({ cli, file }) {
      const { exitCode, printed } = await cli('hello')
      expectCode(exitCode, 0, printed)
      expectText(printed, 'hello there')
      expectText((await cli('--help')).printed, 'hello', 'Print a greeting')
      expectText(file('docs/options.md'), 'hello')
    }
  },
  {
    row: 'add a verb of the command line',
    edits: [
      before('cli/control/nouns/access/domain.ts', "    ...common({ list: 'ListDomains'", `    {
      name: 'twin',
      takes: uuidWord,
      options: [],
      call: ({ id }) => ({ operationId: 'ShowTwin', params: { okmsId: id } })
    },
`)
    ],
    async works ({ cli, okmsId, folders }) {
      const { exitCode, printed } = await cli('domain', 'twin', okmsId, ...folders)
      expectCode(exitCode, 0, printed)
      expectText(printed, 'twin')
      expectText((await cli('domain', '--help')).printed, 'domain twin UUID')
    }
  },
  {
    row: 'add something that can be wrong with a connection',
    edits: [
      after('cli/doctor/diagnosis.ts', 'export const diagnoses = {\n', `  PortOdd: {
    exitCode: 90,
    cause: (port: number) => \`port \${port} is odd\`,
    cure: 'use an even port'
  },
`),
      after('cli/doctor/checks.ts', 'const ca = read(caFile)\n', '  if (portOf(endpoint) === 9999) throw finding(diagnoses.PortOdd, 9999)\n')
    ],
    tests: [before('test/cli/doctor/doctor.test.ts', "  AnswerUnexpected: {\n    'a server", "  PortOdd: { 'a port': () => ({ endpoint: at(9999) }) },\n")],
    async works ({ cli, folders }) {
      const { exitCode, printed } = await cli('doctor', '--endpoint', 'https://localhost:9999', ...folders.slice(2))
      expectCode(exitCode, 90, printed)
      expectText(printed, 'port 9999 is odd', 'use an even port')
    }
  },
  {
    row: 'add a trust store',
    edits: [
      create('cli/trust/paper-store.ts', `// A trust store on paper.

import type { FoundStores } from './trust-store.js'

export const paperStore = (): FoundStores => ({
  stores: [{ title: 'Paper', effects: [], state: () => 'absent', add: () => {}, remove: () => {} }],
  notes: []
})
`),
      before('cli/trust/stores.ts', 'import type { FoundStores }', "import { paperStore } from './paper-store.js'\n"),
      instead('cli/trust/stores.ts', '[nssStores(machine, authority),', '[paperStore(), nssStores(machine, authority),')
    ],
    async works ({ cli, folders }) {
      const { exitCode, printed } = await cli('trust', '--list', ...folders.slice(2))
      expectCode(exitCode, 0, printed)
      expectText(printed, 'Paper: does not have the CA')
    }
  },
  {
    row: 'change the demo',
    edits: [instead('cli/demo/steps.ts', "title: 'Create a key',", "title: 'Make a key',")],
    async works ({ cli }) {
      const { printed } = await cli('demo')
      expectText(printed, 'Make a key')
    }
  }
]
