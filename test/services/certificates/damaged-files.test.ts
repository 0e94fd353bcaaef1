// Every file of both certificate folders, with each thing that may be in its place at a start: the start makes it again
// or says what is wrong and what helps. It never waits.

import { randomUUID } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import {
  chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync,
  truncateSync, writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { oneClock } from '../../../src/domain/clock.js'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import type { Store } from '../../../src/domain/ports.js'
import { createAdministration } from '../../../src/services/access/administration.js'
import { createCredentials } from '../../../src/services/access/credentials.js'
import { openTokenSigner } from '../../../src/services/access/tokens/token-signer.js'
import { openLocalPki } from '../../../src/services/certificates/local-pki.js'
import { createServerCertificates } from '../../../src/services/certificates/server-certificates.js'
import { openBootstrapSecret } from '../../../src/services/clients/bootstrap-secret.js'
import { writeClientFiles } from '../../../src/services/clients/client-files.js'
import { ensureDefaultClient } from '../../../src/services/clients/default-client.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { openStore } from '../../../src/store/open-store.js'
import { expectFittingFolders } from '../../harness/fitting-folders.js'
import { temporaryFolder } from '../../pki/openssl.js'

let store: Store
let good: string
beforeAll(() => {
  store = openStore({ memory: true }, { durable: false })
  good = mkdtempSync(path.join(tmpdir(), 'damaged-files-'))
  start(good)
})
afterAll(() => {
  store.close()
  rmSync(good, { recursive: true })
})

/** What a start does with the two folders. */
function start (folder: string): void {
  const certs = openCertificateFolder(path.join(folder, 'certs'))
  const pkiFolder = openCertificateFolder(path.join(folder, 'pki'), { secret: true })
  const clock = Date.now
  const pki = openLocalPki({ folder: certs, pkiFolder, clock, serverNames: ['localhost'] })
  const serverNames = ['localhost']
  const certificates = createServerCertificates({ pkiFolder, pki, clock, serverNames, unsaved: () => {} })
  certificates.forName('kms.internal')
  certificates.save()
  openTokenSigner(pkiFolder)
  createAdministration({ pkiFolder, pki, store: store.adminCertificates, clock, newId: randomUUID }).ensure()
  const clocks = oneClock(clock)
  const client = ensureDefaultClient({
    folder: certs,
    pki,
    credentials: createCredentials({ store: store.credentials, clocks, ca: pki.ca, newId: randomUUID }),
    domains: store.domains,
    clocks,
    clientClock: clock,
    newId: randomUUID
  })
  openBootstrapSecret(pkiFolder, undefined)
  const caPem = pki.ca.certificatePem
  writeClientFiles({ folder: certs, pkiFolder, ...client, caPem, endpoint: 'https://localhost:8443', asDefault: true })
}

/** A start makes what is lost or damaged again; of these files it says what to do. */
const notMadeAgain: Readonly<Record<string, { readonly missing?: RegExp, readonly damaged: RegExp }>> = {
  'pki/ca.pem': { damaged: /it is not a certificate in PEM, or is cut off\); put the right file back/ },
  'pki/ca-key.pem': {
    missing: /it is missing but ca\.pem is there\); put the right file back/,
    damaged: /it is not a private key in PEM, or is cut off\); put the right file back/
  },
  'pki/token-key.pem': { damaged: /it is not an Ed25519 private key\); put the right file back, or remove it to make/ },
  'pki/bootstrap.secret': { damaged: /it is not a secret that this program wrote\); remove it to make another/ }
}

interface Fault {
  readonly what: string
  readonly cause: (file: string) => void
  /** What a start says; undefined: it makes the file again. */
  readonly says: (name: string) => RegExp | undefined
}

const faults: readonly Fault[] = [
  { what: 'missing', cause: () => {}, says: (name) => notMadeAgain[name]?.missing },
  { what: 'empty', cause: (file) => { writeFileSync(file, '') }, says: (name) => notMadeAgain[name]?.damaged },
  {
    what: 'cut off',
    cause: (file) => {
      cpSync(file.replace(/^.*\/(?=certs|pki)/, `${good}/`), file)
      truncateSync(file, Math.floor(statSync(file).size / 3))
    },
    says: (name) => notMadeAgain[name]?.damaged
  },
  {
    what: 'text of something else',
    cause: (file) => { writeFileSync(file, '\u0000\nnothing of ours') },
    says: (name) => notMadeAgain[name]?.damaged
  },
  {
    what: 'enormous',
    cause: (file) => {
      writeFileSync(file, '')
      truncateSync(file, 3 * 2 ** 30)
    },
    says: () => /it has 3221225472 bytes\); put the right file/
  },
  {
    what: 'a link to nothing',
    cause: (file) => { symlinkSync('gone', file) },
    says: () => /it is a link to gone, which is missing\); put back what it leads to/
  },
  {
    what: 'a link to itself',
    cause: (file) => { symlinkSync(path.basename(file), file) },
    says: () => /it is a link to \S+, which leads back to it\)/
  },
  {
    what: 'a link through a file',
    cause: (file) => { symlinkSync('/dev/null/x', file) },
    says: () => /it is a link to \/dev\/null\/x, which is missing\)/
  },
  {
    what: 'a FIFO',
    cause: (file) => { execFileSync('mkfifo', [file]) },
    says: () => /it is a FIFO\); move that away/
  },
  {
    what: 'a link to a device',
    cause: (file) => { symlinkSync('/dev/zero', file) },
    says: () => /it is a device\); move that away/
  },
  { what: 'a folder', cause: (file) => { mkdirSync(file) }, says: () => /it is a folder\); move that away/ }
]

const namesIn = (folder: string) =>
  ['certs', 'pki'].flatMap((one) => readdirSync(path.join(folder, one)).map((name) => `${one}/${name}`))

function copyOfGood (): string {
  const copy = temporaryFolder()
  for (const one of ['certs', 'pki']) cpSync(path.join(good, one), path.join(copy, one), { recursive: true })
  return copy
}

describe.skipIf(process.platform === 'win32')('a file', () => {
  it.each(faults)('that is $what is made again, or the start says what helps', ({ cause, says }) => {
    const copy = copyOfGood()
    const names = namesIn(copy)
    expect(names.length).toBeGreaterThan(14)
    for (const name of names) {
      const file = path.join(copy, name)
      const before = readFileSync(file)
      rmSync(file)
      cause(file)
      const said = says(name)
      if (said === undefined) {
        start(copy)
        expectFittingFolders(copy)
        expect(namesIn(copy)).toContain(name)
      } else {
        expect(() => { start(copy) }, name).toThrow(expect.objectContaining({
          exitCode: startFailures.CertificatesBroken.exitCode,
          message: expect.stringMatching(new RegExp(`^${file} cannot be used \\(.*${said.source}`)) as string
        }))
        rmSync(file, { recursive: true, force: true })
        writeFileSync(file, before, { mode: 0o600 })
      }
    }
  })

  it('that is a link to the file elsewhere is used, and what it leads to keeps its mode', () => {
    const copy = copyOfGood()
    const elsewhere = temporaryFolder()
    for (const name of readdirSync(path.join(copy, 'pki'))) {
      const target = path.join(elsewhere, name)
      cpSync(path.join(copy, 'pki', name), target)
      chmodSync(target, 0o644)
      rmSync(path.join(copy, 'pki', name))
      symlinkSync(target, path.join(copy, 'pki', name))
    }
    start(copy)
    const modeOf = (name: string) => [name, (statSync(path.join(elsewhere, name)).mode & 0o777).toString(8)]
    expect(readdirSync(elsewhere).map(modeOf)).toEqual(readdirSync(elsewhere).map((name) => [name, '644']))
  })
})

const anotherUser = 65534

/** Root can be another user, if that user can reach the temporary folder. */
function canBeAnother (): boolean {
  if (process.geteuid?.() !== 0) return false
  process.seteuid?.(anotherUser)
  try {
    rmSync(mkdtempSync(path.join(tmpdir(), 'another-user-')), { recursive: true })
    return true
  } catch {
    return false
  } finally {
    process.seteuid?.(0)
  }
}

describe.runIf(canBeAnother())('a file of another user', () => {
  it('that this one may not read is named with both, whatever it is', () => {
    const copy = copyOfGood()
    const names = namesIn(copy)
    for (const name of ['', 'certs', 'pki', ...names]) chownSync(path.join(copy, name), anotherUser, anotherUser)
    process.seteuid?.(anotherUser)
    onTestFinished(() => { process.seteuid?.(0) })
    start(copy)
    for (const name of names) {
      const file = path.join(copy, name)
      const { mode } = statSync(file)
      process.seteuid?.(0)
      chownSync(file, 0, 0)
      chmodSync(file, 0o600)
      process.seteuid?.(anotherUser)
      expect(() => { start(copy) }, name).toThrow(expect.objectContaining({
        exitCode: startFailures.CertificatesBroken.exitCode,
        message: expect.stringContaining(`${file} cannot be used (open ${file}: EACCES, permission denied; it belongs to user 0, and this process runs as user ${anotherUser}); let this user read it`) as string
      }))
      process.seteuid?.(0)
      chownSync(file, anotherUser, anotherUser)
      chmodSync(file, mode)
      process.seteuid?.(anotherUser)
    }
  })
})
