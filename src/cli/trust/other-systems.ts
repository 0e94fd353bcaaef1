// The trust stores of macOS and Windows, through the programs of these systems.

import path from 'node:path'
import type { Authority } from './authority.js'
import type { Machine } from './machine.js'
import { StoreFault, type FoundStores, type TrustStore } from './trust-store.js'

/** The keychain of the system for root, otherwise that of the user, for which macOS prompts for the password. */
export function macosStore (machine: Machine, { file, fingerprint }: Authority): FoundStores {
  const security = machine.find('security')
  if (security === undefined) return { stores: [], notes: ['Keychain: the program security is missing.'] }
  const keychain = machine.isRoot
    ? '/Library/Keychains/System.keychain'
    : path.join(machine.home, 'Library/Keychains/login.keychain-db')
  const domain = machine.isRoot ? ['-d'] : []
  const run = runner(machine, security)
  return {
    notes: [],
    stores: [{
      title: `Keychain (Safari, Chrome, curl and others), ${keychain}`,
      effects: [],
      state: () => machine.run(security, ['find-certificate', '-a', '-Z', keychain]).stdout.includes(fingerprint)
        ? 'ours'
        : 'absent',
      add: () => { run('add-trusted-cert', ...domain, '-r', 'trustRoot', '-k', keychain, file) },
      remove () {
        run('remove-trusted-cert', ...domain, file)
        run('delete-certificate', '-Z', fingerprint, keychain)
      }
    } satisfies TrustStore]
  }
}

/** The root store of the user. Windows asks for confirmation of each change. */
export function windowsStore (machine: Machine, { file, certificate }: Authority): FoundStores {
  // Not the certutil of NSS, which may come first in PATH.
  const certutil = path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'certutil.exe')
  const thumbprint = certificate.fingerprint.replaceAll(':', '')
  const run = runner(machine, certutil)
  return {
    notes: [],
    stores: [{
      title: 'Root store of this user (Edge, Chrome, Firefox, .NET, curl and others)',
      effects: [],
      state: () => machine.run(certutil, ['-user', '-store', 'Root', thumbprint]).ok ? 'ours' : 'absent',
      add: () => { run('-user', '-addstore', 'Root', file) },
      remove: () => { run('-user', '-delstore', 'Root', thumbprint) }
    } satisfies TrustStore]
  }
}

const runner = (machine: Machine, program: string) => (...args: readonly string[]) => {
  const { ok, complaint } = machine.run(program, args)
  if (!ok) throw new StoreFault(`${program}: ${complaint}`)
}
