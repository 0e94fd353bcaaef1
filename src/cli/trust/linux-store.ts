// The trust store of a Linux system: a folder for additional certificates, and a program that builds
// the list of the system from it.

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Authority } from './authority.js'
import type { Machine } from './machine.js'
import { StoreFault, type FoundStores, type TrustStore } from './trust-store.js'

interface SystemRow {
  /** Folder of the certificates that an administrator adds, below the root. */
  readonly folder: string
  readonly ending: string
  readonly program: string
  readonly args: readonly string[]
  /** A file that exists only in this family. */
  readonly mark?: string
  /**
   * Configuration of `program`, below the root, in which a line `!NAME` undoes a certificate. Without that
   * line Debian keeps a dangling link, and Java's own store, which is made from the same certificates,
   * keeps trusting what was removed.
   */
  readonly configuration?: string
}

/** Families of systems; the first one whose folder, program and mark exist is used. */
const systems: readonly SystemRow[] = [
  // Fedora, RHEL
  { folder: 'etc/pki/ca-trust/source/anchors', ending: '.pem', program: 'update-ca-trust', args: ['extract'] },
  // Debian, Ubuntu
  {
    folder: 'usr/local/share/ca-certificates',
    ending: '.crt',
    program: 'update-ca-certificates',
    args: [],
    mark: 'etc/debian_version',
    configuration: 'etc/ca-certificates.conf'
  },
  // Alpine
  { folder: 'usr/local/share/ca-certificates', ending: '.crt', program: 'update-ca-certificates', args: [] },
  // Arch
  { folder: 'etc/ca-certificates/trust-source/anchors', ending: '.crt', program: 'trust', args: ['extract-compat'] },
  // SUSE
  { folder: 'usr/share/pki/trust/anchors', ending: '.pem', program: 'update-ca-certificates', args: [] }
]

export function linuxStore (machine: Machine, authority: Authority): FoundStores {
  const title = 'System store (curl, wget, git and others)'
  for (const row of systems) {
    const folder = path.join(machine.root, row.folder)
    const program = machine.find(row.program)
    if (!existsSync(folder) || program === undefined ||
        (row.mark !== undefined && !existsSync(path.join(machine.root, row.mark)))) {
      continue
    }
    if (!machine.isRoot) return { stores: [], notes: [`${title}: needs root; run trust again with sudo and the same --certs.`] }
    return { stores: [systemStore({ title, row, folder, program, machine, authority })], notes: [] }
  }
  const programs = [...new Set(systems.map(({ program }) => program))].join(', ')
  return { stores: [], notes: [`${title}: this system has none of ${programs}; add ca.pem as its documentation says.`] }
}

interface SystemStoreOptions {
  readonly title: string
  readonly row: SystemRow
  readonly folder: string
  readonly program: string
  readonly machine: Machine
  readonly authority: Authority
}

function systemStore ({
  title, row, folder, program, machine, authority: { pem, fileName }
}: SystemStoreOptions): TrustStore {
  const name = fileName + row.ending
  const file = path.join(folder, name)

  function write (): void {
    writeFileSync(file, pem)
    // Readable by every program of the system, independent of the umask.
    chmodSync(file, 0o644)
  }

  function update (...further: readonly string[]): void {
    const { ok, complaint } = machine.run(program, [...row.args, ...further])
    if (!ok) throw new StoreFault(`${program}: ${complaint}`)
  }

  function forget (): void {
    if (row.configuration === undefined) {
      update()
      return
    }
    const temporary = mkdtempSync(path.join(machine.temporary, 'okms-emulator-trust-'))
    const changed = path.join(temporary, 'ca-certificates.conf')
    try {
      writeFileSync(changed, `${readFileSync(path.join(machine.root, row.configuration), 'utf8').trimEnd()}\n!${name}\n`)
      update('--certsconf', changed)
    } finally {
      rmSync(temporary, { recursive: true })
    }
  }

  return {
    title: `${title}, ${file}`,
    effects: [`runs ${[program, ...row.args].join(' ')}`],
    state: () => existsSync(file) && readFileSync(file, 'utf8') === pem ? 'ours' : 'absent',

    add () {
      write()
      try {
        update()
      } catch (error) {
        rmSync(file)
        throw error
      }
    },

    remove () {
      rmSync(file)
      try {
        forget()
      } catch (error) {
        // So that it can be removed again.
        write()
        throw error
      }
    }
  }
}
