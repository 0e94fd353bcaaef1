// The CA of the pki folder and its copy in the certificate folder: what is published, and when a start refuses to.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startFailures } from '../../../src/domain/errors/start-failures.js'
import { createCa } from '../../../src/pki/ca.js'
import { openLocalPki } from '../../../src/services/certificates/local-pki.js'
import { openCertificateFolder } from '../../../src/store/certificate-folder.js'
import { temporaryFolder } from '../../pki/openssl.js'

function setting () {
  const folder = openCertificateFolder(temporaryFolder())
  const pkiFolder = openCertificateFolder(temporaryFolder(), { secret: true })
  return {
    folder,
    pkiFolder,
    open: (ownCa?: ReturnType<typeof createCa>) =>
      openLocalPki({ folder, pkiFolder, ownCa, clock: Date.now, serverNames: ['localhost'] }),
    published: () => readFileSync(folder.path('ca.pem'), 'utf8'),
    losePki: () => { for (const name of pkiFolder.list()) pkiFolder.remove(name) }
  }
}

const refused = (message: RegExp) => expect.objectContaining({
  exitCode: startFailures.CertificatesBroken.exitCode, message: expect.stringMatching(message) as string
}) as Error

describe('the published copy', () => {
  it.each<[string, (the: ReturnType<typeof setting>) => void]>([
    ['is missing', ({ folder }) => folder.remove('ca.pem')],
    ['is empty', ({ folder }) => folder.write('ca.pem', '', { secret: false })],
    ['is cut off', ({ folder, published }) => folder.write('ca.pem', published().slice(0, 200), { secret: false })],
    [
      'has other line ends',
      ({ folder, published }) => folder.write('ca.pem', published().replaceAll('\n', '\r\n'), { secret: false })
    ]
  ])('is written again when it %s', (_, damage) => {
    const the = setting()
    const { ca } = the.open()
    damage(the)
    expect(the.open().ca).toEqual(ca)
    expect(the.published()).toBe(ca.certificatePem)
  })

  it('restores the certificate of the pki folder, when only that is lost', () => {
    const the = setting()
    const { ca } = the.open()
    the.pkiFolder.remove('ca.pem')
    expect(the.open().ca).toEqual(ca)
  })
})

describe('a CA that clients trust is never replaced by itself', () => {
  it('the pki folder is lost: refuses, and says how to get a new CA', () => {
    const the = setting()
    const { ca } = the.open()
    the.losePki()
    expect(() => the.open()).toThrow(refused(/ca\.pem cannot be used \(it and ca-key\.pem are missing, but .*ca\.pem is there, which clients trust\); put the pki folder back, or name it with --pki.* remove .*ca\.pem$/))
    expect(the.pkiFolder.list()).toEqual([])
    the.folder.remove('ca.pem')
    expect(the.open().ca).not.toEqual(ca)
  })

  it('the pki folder has another CA: refuses, and says how to publish that', () => {
    const the = setting()
    const { ca } = the.open()
    const other = createCa({ now: Date.now() })
    the.folder.write('ca.pem', other.certificatePem, { secret: false })
    expect(() => the.open()).toThrow(refused(/ca\.pem cannot be used \(it is another CA than .*ca\.pem\); name the pki folder that it comes from with --pki.*or remove the file/))
    expect(the.published()).toBe(other.certificatePem)
    the.folder.remove('ca.pem')
    expect(the.open().ca).toEqual(ca)
  })

  it('the pki folder has a key alone, which is not the one of the published certificate: refuses', () => {
    const the = setting()
    the.open()
    the.pkiFolder.remove('ca.pem')
    the.pkiFolder.write('ca-key.pem', createCa({ now: Date.now() }).privateKeyPem, { secret: true })
    expect(() => the.open()).toThrow(refused(/it is missing, and .*ca\.pem is not the certificate of ca-key\.pem/))
  })
})

describe('a CA of the user\'s own', () => {
  it('is published and leaves nothing of itself in the pki folder', () => {
    const the = setting()
    const own = createCa({ now: Date.now() })
    expect(the.open(own).ca).toEqual(own)
    expect(the.published()).toBe(own.certificatePem)
    expect(the.pkiFolder.list()).toEqual(['server.pem'])
  })

  it('keeps the server certificate as long as it is the same CA', () => {
    const the = setting()
    const own = createCa({ now: Date.now() })
    expect(the.open(own).server).toEqual(the.open(own).server)
  })

  it('replaces the CA that was published before, and leaves that one in the pki folder', () => {
    const the = setting()
    const { ca, server } = the.open()
    const own = the.open(createCa({ now: Date.now() }))
    expect(the.published()).toBe(own.ca.certificatePem)
    expect(own.server).not.toEqual(server)
    expect(() => the.open()).toThrow(refused(/it is another CA than/))
    the.folder.remove('ca.pem')
    expect(the.open().ca).toEqual(ca)
  })

  it('without it again, and without a CA from before: refuses until the copy is removed', () => {
    const the = setting()
    const own = the.open(createCa({ now: Date.now() }))
    expect(() => the.open()).toThrow(refused(/or its CA with --ca-cert and --ca-key/))
    the.folder.remove('ca.pem')
    expect(the.open().ca).not.toEqual(own.ca)
  })
})
