// trust: adds the local CA to the trust stores of this machine, and removes it again.

import { loadConfig } from '../../config/config.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { isSystemError } from '../../domain/thrown.js'
import { options } from '../../config/options.js'
import { switchOption } from '../access-options.js'
import { confirm, isInteractive } from '../prompt.js'
import type { Command, Surroundings } from '../command.js'
import { exitCodes } from '../exit-codes.js'
import { readCommandOptions } from '../command-options.js'
import { columnsOf, wrap } from '../help/wrap.js'
import { keyOf, readAuthority, refuseEphemeral, type Authority } from './authority.js'
import { thisMachine, type Machine } from './machine.js'
import { findStores } from './stores.js'
import { StoreFault, type FoundStores, type TrustState, type TrustStore } from './trust-store.js'

const yesOption = switchOption('yes', 'Do not ask before adding')
const removeOption = switchOption('remove', 'Remove the CA from the stores that it was added to')
const listOption = switchOption('list', 'Say which stores have the CA, and change nothing')

export const trust: Command = {
  name: 'trust',
  summary: 'Add the local CA to the trust stores of browsers and of the system',
  usage: '[--yes] [--remove | --list] [options]',
  options: [yesOption, removeOption, listOption, options.certs, options.pki, options.ephemeral, options.config],
  notes: [
    'Without root, trust changes the stores of the user: NSS databases (Chromium, Firefox) and the keychain of macOS. As root it also changes the store of the system. It reads only the CA certificate, never its key.',
    'Do not use it on a machine where others can read the pki folder: the CA key in it can then impersonate any web site to your browsers.'
  ],
  exitCodes: exitCodes('done, or there was nothing to do', [
    'UsageWrong', 'CertificatesBroken', 'ClientFilesMissing', 'NotConfirmed', 'AuthorityEphemeral', 'TrustStoreFailed'
  ]),
  run: async (argv, surroundings) => await runTrust(argv, surroundings, thisMachine(surroundings.env))
}

/** Runs the command on a machine; throws StartFailure. */
export async function runTrust (
  argv: readonly string[], surroundings: Surroundings, machine: Machine
): Promise<number> {
  const { env, cwd, stdout } = surroundings
  const config = loadConfig({ argv, env, cwd, flags: trust.options })
  const own = readCommandOptions(argv, trust.options)
  const [yes, removes, lists] = [yesOption, removeOption, listOption].map((option) => own.one(option) === true)
  if (removes && lists) throw startFailure(startFailures.UsageWrong, ['--remove, --list: got both; accepted: one of them'])
  if (!removes && !lists) refuseEphemeral(config, machine.temporary)

  const authority = readAuthority(config.certs)
  const found = findStores(machine, authority)
  const say: Say = (text, indent = '') => {
    if (text.startsWith('\n')) stdout.write('\n')
    for (const line of wrap(text, columnsOf(stdout), { first: indent, rest: ' '.repeat(indent.length) })) {
      stdout.write(`${line}\n`)
    }
  }
  sayAuthority(authority, say)
  if (lists) return list(found, say)
  return removes ? remove(found, say) : await add(found, { say, yes: yes === true, surroundings, pki: config.pki })
}

type Say = (text: string, indent?: string) => void

function sayAuthority ({ file, fingerprint, certificate }: Authority, say: Say): void {
  say(`CA certificate ${file}`)
  say(`SHA-256 ${fingerprint}`, '  ')
  say(`${certificate.subject.replaceAll('\n', ', ')}, valid until ${certificate.validTo}`, '  ')
}

/** A store and its content. An unreadable store has a fault instead, and the others are still changed. */
interface Examined {
  readonly store: TrustStore
  readonly state: TrustState | 'unreadable'
  readonly words: string
}

const stateTexts: Readonly<Record<TrustState, string>> = {
  ours: 'has the CA',
  other: 'has the CA under another name, so it is left alone',
  absent: 'does not have the CA'
}

function examine (store: TrustStore): Examined {
  try {
    const state = store.state()
    return { store, state, words: `${store.title}: ${stateTexts[state]}` }
  } catch (error) {
    return { store, state: 'unreadable', words: `${store.title}: cannot be read (${reasonOf(error)})` }
  }
}

function list ({ stores, notes }: FoundStores, say: Say): number {
  for (const line of [...stores.map((store) => examine(store).words), ...notes]) say(line, '  - ')
  return 0
}

interface Adding {
  readonly say: Say
  readonly yes: boolean
  readonly surroundings: Surroundings
  /** The pki folder. */
  readonly pki: string
}

async function add ({ stores, notes }: FoundStores, { say, yes, surroundings, pki }: Adding): Promise<number> {
  const examined = stores.map(examine)
  const wanting = examined.filter(({ state }) => state === 'absent').map(({ store }) => store)
  const others = [...examined.filter(({ state }) => state !== 'absent').map(({ words }) => words), ...notes]
  if (wanting.length > 0) say('\nThis adds the CA to:')
  for (const { title, effects } of wanting) say([title, ...effects].join('; '), '  - ')
  if (others.length > 0) say('\nNot changed:')
  for (const line of others) say(line, '  - ')

  if (wanting.length > 0) {
    const key = keyOf(pki)
    say(`\nPrograms that use these stores then accept every certificate of this CA. Anyone who can read its key, ${key.file}, can impersonate any web site to them.`)
    if (key.open) say(`\nWarning: other users of this machine can read ${key.file}; change its mode to 0600 first.`)
    if (!yes && !isInteractive(surroundings)) throw startFailure(startFailures.NotConfirmed, 'there is no terminal to ask on; --yes adds the CA without asking')
    if (!yes && !await confirm(surroundings, 'Add the CA?')) {
      throw startFailure(startFailures.NotConfirmed, 'the answer was not yes')
    }
    change(wanting, say, 'added to', (store) => { store.add() })
    say('\nRestart browsers that are running. Undo this with trust --remove, before you remove the certificate folder.')
  } else if (stores.length > 0) {
    say('\nNothing to do.')
  }
  refuseUnreadable(examined)
  if (stores.length === 0) throw startFailure(startFailures.TrustStoreFailed, ['there is no trust store here that can be changed'])
  return 0
}

function remove ({ stores, notes }: FoundStores, say: Say): number {
  const examined = stores.map(examine)
  const having = examined.filter(({ state }) => state === 'ours').map(({ store }) => store)
  for (const line of [
    ...examined.filter(({ state }) => state === 'other' || state === 'unreadable').map(({ words }) => words), ...notes
  ]) {
    say(line, '  - ')
  }
  change(having, say, 'removed from', (store) => { store.remove() })
  if (having.length === 0) say('Nothing to remove: trust added this CA to no store that can be changed here.')
  refuseUnreadable(examined)
  return 0
}

/** Completes all possible changes before it throws for failed ones. */
function change (stores: readonly TrustStore[], say: Say, done: string, act: (store: TrustStore) => void): void {
  const faults: string[] = []
  for (const store of stores) {
    try {
      act(store)
      say(`${done} ${store.title}`, '  - ')
    } catch (error) {
      faults.push(`${store.title}: ${reasonOf(error)}`)
    }
  }
  if (faults.length > 0) throw startFailure(startFailures.TrustStoreFailed, faults)
}

function refuseUnreadable (examined: readonly Examined[]): void {
  const faults = examined.filter(({ state }) => state === 'unreadable').map(({ words }) => words)
  if (faults.length > 0) throw startFailure(startFailures.TrustStoreFailed, faults)
}

/** The messages of stores and the file system; other errors are program faults. */
function reasonOf (error: unknown): string {
  if (error instanceof StoreFault || isSystemError(error)) return error.message
  throw error
}
