// The clocks of the server and of domains.

import { readSpan, readTime, spanAccepts, timeAccepts } from '../../../domain/time-text.js'
import { switchOption } from '../../access-options.js'
import type { AdminCall } from '../../../emulator/admin/admin-api.js'
import { oneDomainOption, type Word } from '../admin-options.js'
import { bodyOf, type Verb, type VerbInput } from '../verbs.js'
import type { Noun } from './noun.js'

const timeWord: Word = {
  placeholder: 'TIME', accepts: timeAccepts, read: (text) => readTime(text) === undefined ? undefined : text
}
const spanWord: Word = {
  placeholder: 'DURATION',
  accepts: `${spanAccepts} and -- before it, as in -- -90d`,
  read: (text) => readSpan(text) === undefined ? undefined : text
}

const clockDomainOption = oneDomainOption('okms domain whose clock it is', 'none; the clock of the server')
const clientSwitch = switchOption('applies-to-client', 'Let the credential of the client files expire by this clock as well')

interface Operations {
  readonly ofServer: 'ShowClock' | 'MoveClock' | 'ReleaseClock'
  readonly ofDomain: 'ShowDomainClock' | 'MoveDomainClock' | 'ReleaseDomainClock'
}

const show = { ofServer: 'ShowClock', ofDomain: 'ShowDomainClock' } as const
const move = { ofServer: 'MoveClock', ofDomain: 'MoveDomainClock' } as const
const release = { ofServer: 'ReleaseClock', ofDomain: 'ReleaseDomainClock' } as const

function callOf ({ ofServer, ofDomain }: Operations, { own }: VerbInput): AdminCall {
  const okmsId = own.one(clockDomainOption)
  return okmsId === undefined ? { operationId: ofServer } : { operationId: ofDomain, params: { okmsId } }
}

const moves = (name: string, takes: Word | undefined, bodyFor: (word: string | undefined) => object): Verb => ({
  name,
  ...(takes === undefined ? {} : { takes }),
  options: [clockDomainOption, clientSwitch],
  call: (input) => ({
    ...callOf(move, input),
    body: bodyOf({ ...bodyFor(input.id === '' ? undefined : input.id), appliesToClient: input.own.one(clientSwitch) })
  })
})

export const clock: Noun = {
  name: 'clock',
  summary: 'Show, freeze, set or advance the time of a running server or of one domain',
  fields: { okmsId: '--domain', time: 'TIME', advance: 'DURATION', appliesToClient: '--applies-to-client' },
  needsServer: true,
  verbs: [
    { name: 'show', options: [clockDomainOption], call: (input) => callOf(show, input) },
    moves('freeze', { ...timeWord, optional: true }, (time) => ({ frozen: true, time })),
    moves('resume', undefined, () => ({ frozen: false })),
    moves('set', timeWord, (time) => ({ time })),
    moves('advance', spanWord, (advance) => ({ advance })),
    { name: 'real', options: [clockDomainOption], call: (input) => callOf(release, input) }
  ]
}
