// The store of a Debian system, changed by its own update-ca-certificates, in folders of the test.

import { existsSync, lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realProgram, scratchMachine, trustOn, type Scratch } from './scratch-machine.js'

const update = existsSync('/etc/debian_version') ? realProgram('/usr/sbin/update-ca-certificates') : undefined

describe.skipIf(update === undefined)('update-ca-certificates', () => {
  let scratch: Scratch
  let certs: string
  /** What hooks, such as the one of Java, were given. */
  let hooked: string
  const made = () => path.join(scratch.root, 'etc/ssl/certs')
  const pem = () => readFileSync(path.join(certs, 'ca.pem'), 'utf8')
  const bundle = () => readFileSync(path.join(made(), 'ca-certificates.crt'), 'utf8')
  /** Links by name and by hash. */
  const links = () => readdirSync(made()).filter((name) => lstatSync(path.join(made(), name)).isSymbolicLink())

  beforeEach(() => {
    scratch = scratchMachine({
      isRoot: true,
      ownsHome: false,
      programs: {
        'update-ca-certificates': (program, args) => {
          const folders = {
            '--localcertsdir': 'usr/local/share/ca-certificates',
            '--certsdir': 'usr/share/ca-certificates',
            '--etccertsdir': 'etc/ssl/certs',
            '--hooksdir': 'etc/hooks'
          }
          const configuration = args.includes('--certsconf')
            ? []
            : ['--certsconf', path.join(scratch.root, 'etc/ca-certificates.conf')]
          return update?.(program, [
            ...args, ...configuration,
            ...Object.entries(folders).flatMap(([flag, folder]) => [flag, path.join(scratch.root, folder)])
          ]) ?? { ok: false, stdout: '', complaint: '' }
        }
      }
    })
    for (const folder of [
      'usr/local/share/ca-certificates', 'usr/share/ca-certificates', 'etc/ssl/certs', 'etc/hooks'
    ]) {
      scratch.makeFolder('root', folder)
    }
    hooked = path.join(scratch.folder, 'hooked')
    writeFileSync(path.join(scratch.root, 'etc/hooks/record'), `#!/bin/sh\ncat >> '${hooked}'\n`, { mode: 0o755 })
    writeFileSync(path.join(scratch.root, 'etc/debian_version'), '12.0\n')
    writeFileSync(path.join(scratch.root, 'etc/ca-certificates.conf'), '# none\n')
    certs = scratch.newCerts()
  })
  afterEach(() => { scratch.remove() })

  it('lists the CA after trust; after trust --remove only what else an administrator added is left', async () => {
    const other = `${rootCertificates[0] ?? ''}\n`
    writeFileSync(path.join(scratch.root, 'usr/local/share/ca-certificates/other.crt'), other)
    expect((await trustOn(scratch, certs, ['--yes'])).code).toBe(0)
    expect(bundle()).toContain(pem())
    const [name = ''] = links().filter((link) => link.startsWith('okms-emulator-'))
    expect(links()).toHaveLength(4)

    expect((await trustOn(scratch, certs, ['--remove'])).code).toBe(0)
    expect(bundle()).toBe(other)
    expect(links().map((link) => link.replace(/^[0-9a-f]{8}/, 'HASH')))
      .toEqual(expect.arrayContaining(['HASH.0', 'other.pem']))
    expect(links()).toHaveLength(2)
    // Java's store follows these lines.
    expect(readFileSync(hooked, 'utf8').split('\n').filter((line) => line.includes(name)))
      .toEqual([`+${path.join(made(), name)}`, `-${path.join(made(), name)}`])
    expect(readFileSync(path.join(scratch.root, 'etc/ca-certificates.conf'), 'utf8')).toBe('# none\n')
  })
})
