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
  ])
]
