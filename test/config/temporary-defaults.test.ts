// The defaults of a server that lives as long as a program.

import { expect, it } from 'vitest'
import { loadConfig } from '../../src/config/config.js'
import { temporaryDefaults } from '../../src/config/temporary-defaults.js'

const config = (argv: readonly string[], env: Record<string, string> = {}, file = '{}') =>
  loadConfig({ argv, env, cwd: '/project', readFile: () => file, defaults: temporaryDefaults('/temporary') })

it('are a temporary folder, any free port, and keys in memory', () => {
  expect(config([])).toMatchObject({
    port: 0,
    data: '/temporary/data',
    certs: '/temporary/certs',
    pki: '/temporary/pki',
    ephemeral: true,
    bootstrapPort: 'off'
  })
})

it('give way to every source', () => {
  expect(config(['--port', '1'], { OKMS_EMULATOR_CERTS: 'mine' }, '{"bootstrap-port": 2}'))
    .toMatchObject({ port: 1, certs: '/project/mine', pki: '/project/pki', bootstrapPort: 2 })
})

it.each<[string, readonly string[], boolean]>([
  ['keep keys in a data folder that is named', ['--data', 'kept'], false],
  ['keep keys that are to be durable', ['--durable'], false],
  ['do not when they are not', ['--no-durable'], true],
  ['do not when the keys are to be in memory', ['--data', 'kept', '--ephemeral'], true]
])('%s', (_, argv, ephemeral) => {
  expect(config(argv).ephemeral).toBe(ephemeral)
})
