// Faults in the test controls: their services and their faces.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const controlMutations: readonly Mutation[] = [
  ...mutationsOf('clocks.ts', ['clocks', 'clock'], [
    ['a domain follows the server although its clock is its own', 'ofDomains.get(owner) ?? ofServer', 'ofServer'],
    ['a domain without a clock of its own follows the machine', 'ofDomains.get(owner) ?? ofServer', 'ofDomains.get(owner) ?? initial'],
    ['a frozen clock runs on', 'return frozenAt ?? realOf(owner)() + offset', 'return realOf(owner)() + offset'],
    ['a clock can be moved anywhere', 'if (!isShowable(target)) throw', 'if (Number.isNaN(target)) throw'],
    ['a resumed clock jumps back to where it would be', 'advance !== 0 || old.frozenAt !== undefined', 'advance !== 0'],
    ['a clock that is moved does not stay frozen', 'frozen ?? old.frozenAt !== undefined', 'frozen ?? false'],
    ['the client of the files is forgotten by the next move', 'appliesToClient ?? old.appliesToClient', 'appliesToClient ?? false'],
    ['a released domain stays where it is', 'else ofDomains.delete(owner)', '']
  ]),
  ...mutationsOf('control.ts', ['clock-effects'], [
    ['a new domain has the clock of a removed one', 'clocks.release(okmsId)', '']
  ]),
  ...mutationsOf('emulator.ts', ['clock', 'moved-clock'], [
    ['a moved clock locks out the client that moves it', 'clocks.appliesToClient(okmsId) ? clocks.of(okmsId) : machineClock', 'clocks.of(okmsId)']
  ]),
  ...mutationsOf('time-text.ts', ['time-text'], [
    ['a duration into the past leads ahead', "sign === '-' && milliseconds !== 0 ? -milliseconds : milliseconds", 'milliseconds'],
    ['February has 31 days', 'return isDay && isShowable(time)', 'return isShowable(time)'],
    ['fractions of a second count as seconds', ".padEnd(3, '0'))", '.padEnd(4, \'0\'))']
  ]),
  ...mutationsOf('exec.ts', ['exec'], [
    ['exec logs what serve logs', "[options.logLevel.name]: 'warn'", "[options.logLevel.name]: 'info'"],
    ['a server outlives the command', '    await emulator.close()\n', ''],
    ['the folder of exec stays', '    temporary.remove()\n', ''],
    ['signals are taken for ever', '      signals.end()\n', ''],
    ['the variables of java are set unasked', 'named.length === 0 ? namesOf(false) : named', 'clientEnvironments.map(({ name }) => name)'],
    ['commands inside look on the port of the user', ", [options.port, '0']", '']
  ]),
  ...mutationsOf('command-process.ts', ['exec'], [
    ['the command gets no signals', '    signals.to(child)\n', ''],
    ['a command that a signal ended succeeded', 'signal === null ? code ?? 0 : exitCodeOf(signal)', 'code ?? 0'],
    ['every failure is 127', "code === 'ENOENT'", 'true']
  ]),
  ...mutationsOf('passed-signals.ts', ['passed-signals'], [
    ['Ctrl+C reaches the command twice', 'if (!(onTerminal && sentByTerminal.has(signal)))', 'if (true)'],
    ['the last early signal counts', 'first ??= signal', 'first = signal']
  ]),
  ...mutationsOf('wait.ts', ['wait'], [
    ['wait tries once', 'reason !== undefined && performance.now() < end', 'false'],
    ['one attempt takes longer than all', 'Math.min(Math.max(left, leastPatience), patience)', 'patience']
  ]),
  ...mutationsOf('keys-client.ts', ['key'], [
    ['key list has one page', 'page.is_truncated ? page.continuation_token : undefined', 'undefined'],
    ['key list has every state', "if (state !== undefined) query.set('state', state)", ''],
    ['key show prints what the server sends', 'publicMembers.has(member)', 'member !== \'\'']
  ]),
  ...mutationsOf('temporary-defaults.ts', ['temporary-defaults'], [
    ['a named data folder keeps nothing', 'given(options.data) !== undefined || ', '']
  ])
]
