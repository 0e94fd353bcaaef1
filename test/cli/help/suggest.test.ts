// What the program says to a command line that names no command.

import { describe, expect, it } from 'vitest'
import { commands } from '../../../src/cli/commands.js'
import { unknownFlagText, suggestVerb } from '../../../src/cli/help/suggest.js'

describe('a command line without a command', () => {
  it.each([
    // Slips.
    { argv: ['serv'], says: 'serv: unknown command; did you mean: serve?' },
    { argv: ['SERVE'], says: 'SERVE: unknown command; did you mean: serve?' },
    { argv: ['helthcheck'], says: 'helthcheck: unknown command; did you mean: healthcheck?' },
    { argv: ['domains'], says: 'domains: unknown command; did you mean: domain?' },
    { argv: ['policys'], says: 'policys: unknown command; did you mean: policy?' },
    // Words of other programs.
    { argv: ['start'], says: 'start: unknown command; did you mean: serve?' },
    { argv: ['up'], says: 'up: unknown command; did you mean: serve?' },
    { argv: ['status'], says: 'status: unknown command; did you mean: healthcheck?' },
    { argv: ['stop'], says: 'stop: unknown command. Ctrl+C or SIGTERM stops a server.' },
    { argv: ['down'], says: 'down: unknown command. Ctrl+C or SIGTERM stops a server.' },
    { argv: ['keys', 'ls'], says: 'keys: unknown command; did you mean: key?' },
    { argv: ['sign'], says: 'sign: unknown command. Service keys are used over the REST API, for example by okms-cli.' },
    // The verb before its noun, or alone.
    { argv: ['list', 'domain'], says: 'list: unknown command; did you mean: okms-emulator domain list?' },
    { argv: ['ls', 'domains', '--json'], says: 'ls: unknown command; did you mean: okms-emulator domain list --json?' },
    { argv: ['create', 'credential', '--name', 'a b'], says: 'create: unknown command; did you mean: okms-emulator credential add --name \'a b\'?' },
    { argv: ['rm', 'token', '42'], says: 'rm: unknown command; did you mean: okms-emulator token remove 42?' },
    { argv: ['ls'], says: 'ls: unknown command; did you mean: domain list, credential list, token list, service-account list, api-key list, policy list, group list, admin-certificate list, fault list, journal list, snapshot list?' },
    // Dashes where there are none, and options first.
    { argv: ['--serve'], says: '--serve: unknown option; did you mean: serve?' },
    { argv: ['--start'], says: '--start: unknown option; did you mean: serve?' },
    { argv: ['-demo'], says: '-demo: unknown option; did you mean: demo?' },
    { argv: ['--port', '9000', 'serve'], says: '--port: the command comes before its options: okms-emulator serve --port 9000' },
    { argv: ['--json', 'domain', 'list'], says: '--json: the command comes before its options: okms-emulator domain list --json' },
    { argv: ['--port', '9000'], says: '--port: a command is missing before the options; did you mean: okms-emulator serve --port 9000?' },
    // Nothing near, and names that every object has.
    { argv: ['frobnicate'], says: 'frobnicate: unknown command.' },
    { argv: ['constructor'], says: 'constructor: unknown command.' },
    { argv: ['toString'], says: 'toString: unknown command.' },
    { argv: [''], says: ': unknown command.' }
  ])('$argv', ({ argv: [word = '', ...rest], says }) => {
    expect(unknownFlagText([word, ...rest], commands)).toBe(says)
  })
})

describe('a verb', () => {
  const verbs = ['add', 'list', 'show', 'remove']
  it.each([
    ['list', 'list'], ['ls', 'list'], ['lits', 'list'], ['create', 'add'], ['rm', 'remove'], ['delete', 'remove'],
    ['get', 'show'], ['frob', undefined], ['constructor', undefined]
  ])('%s means %s', (word, verb) => {
    expect(suggestVerb(word, verbs)).toBe(verb)
  })
})
