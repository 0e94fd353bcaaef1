// NSS databases: those of Chromium and related browsers on Linux, and of Firefox. The certutil
// program of NSS reads and writes them.

import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { readCertificate } from '../../pki/read-certificate.js'
import type { Authority } from './authority.js'
import type { Machine } from './machine.js'
import { StoreFault, type FoundStores, type TrustStore } from './trust-store.js'

/** The database of the user, below the home folder. Chromium reads it, and others made with NSS. */
const userDatabase = '.pki/nssdb'

/** Other locations of such a database, used if they exist. */
const furtherDatabases = ['.local/share/pki/nssdb', 'snap/chromium/current/.pki/nssdb']

/** Folders with one folder for each Firefox profile, below the home folder. */
const profileFolders = [
  '.mozilla/firefox',
  '.config/mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox',
  'Library/Application Support/Firefox/Profiles'
]

const packages = 'libnss3-tools (Debian, Ubuntu), nss-tools (Fedora, RHEL, Alpine), nss (Arch, Homebrew) or mozilla-nss-tools (SUSE)'

export function nssStores (machine: Machine, authority: Authority): FoundStores {
  // Browsers on Windows, and Chromium on macOS, use the system's store; Firefox on Windows reads it too.
  if (machine.platform === 'win32') return { stores: [], notes: [] }
  const { home } = machine
  const profiles = profileFolders.flatMap((folder) => subfolders(path.join(home, folder))).filter(isDatabase)
  const firefox = profiles.map((folder) => ({ title: `Firefox, profile ${folder}`, folder }))
  const chromium = machine.platform === 'darwin'
    ? []
    : [path.join(home, userDatabase), ...furtherDatabases.map((one) => path.join(home, one)).filter(isDatabase)]
        .map((folder) => ({ title: `Chromium and other NSS programs, ${folder}`, folder }))
  const databases = [...chromium, ...firefox]
  if (databases.length === 0) return { stores: [], notes: [] }

  if (!machine.ownsHome) return { stores: [], notes: ['Browsers: run trust without sudo, as the user of the browsers.'] }
  const certutil = machine.find('certutil')
  if (certutil === undefined) return { stores: [], notes: [`Browsers (Chromium, Firefox): certutil is missing; install ${packages} and run trust again.`] }
  return { stores: databases.map((database) => nssStore({ ...database, certutil, machine, authority })), notes: [] }
}

interface NssStoreOptions {
  readonly title: string
  readonly folder: string
  readonly certutil: string
  readonly machine: Machine
  readonly authority: Authority
}

function nssStore ({
  title, folder, certutil, machine, authority: { name, pem, fingerprint }
}: NssStoreOptions): TrustStore {
  const database = ['-d', `sql:${folder}`]

  function run (args: readonly string[], input?: string): string {
    const { ok, stdout, complaint } = machine.run(certutil, [...args, ...database], input)
    if (!ok) throw new StoreFault(complaint)
    return stdout
  }

  /** The names in the database: the lines of the list without the trust flags. */
  const names = () => [...run(['-L']).matchAll(/^(.*\S)\s+[a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*\s*$/gm)].map(([, found = '']) => found)

  /** All certificates with this name's subject, as NSS answers. */
  const holdsOurs = (entry: string) =>
    (machine.run(certutil, ['-L', '-n', entry, '-a', ...database]).stdout.match(/-----BEGIN [^]*?-----END CERTIFICATE-----/g) ?? [])
      .some((text) => readCertificate(text)?.certificate.fingerprint256.replaceAll(':', '') === fingerprint)

  return {
    title,
    effects: isDatabase(folder) ? [] : ['creates this database'],

    state () {
      if (!isDatabase(folder)) return 'absent'
      const every = names()
      if (every.includes(name)) return 'ours'
      return every.some(holdsOurs) ? 'other' : 'absent'
    },

    add () {
      if (!isDatabase(folder)) {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        run(['-N', '--empty-password'])
      }
      // C: a CA trusted only to issue server certificates.
      run(['-A', '-n', name, '-t', 'C,,', '-a'], pem)
    },

    remove () { run(['-D', '-n', name]) }
  }
}

const isDatabase = (folder: string) => existsSync(path.join(folder, 'cert9.db'))

function subfolders (folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name))
    .sort()
}
