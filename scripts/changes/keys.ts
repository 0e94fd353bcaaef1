// Changes of service keys: a column with its field, states, uses, algorithms and formats.

import { readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../copied-tree.js'
import { after, before, create, instead, type Change } from './change.js'
import { expectReply, expectText, type ChangedEmulator } from './changed-emulator.js'

const nextMigration =
  String(readdirSync(path.join(root, 'migrations')).filter((name) => name.endsWith('.sql')).length + 1).padStart(4, '0')

const aesKey = { name: 'new', type: 'oct', size: 256, extractable: true }

async function createKey ({ call }: ChangedEmulator, key: object): Promise<string> {
  const reply = await call('POST', '/servicekey', key)
  expectReply(reply, 201)
  return String(reply.body['id'])
}

/** Exports a new AES key under a new transport key. */
async function exportKey (changed: ChangedEmulator, parameters: Readonly<Record<string, string>>): Promise<object> {
  const transport = { name: 'transport', type: 'RSA', size: 2048, operations: ['wrapKey', 'unwrapKey'] }
  const wrappingKeyId = await createKey(changed, transport)
  const id = await createKey(changed, aesKey)
  const query = new URLSearchParams({ wrappingKeyId, ...parameters }).toString()
  const reply = await changed.call('GET', `/servicekey/${id}?${query}`)
  expectReply(reply, 200)
  return { name: 'imported', wrappedKeys: reply.body['wrappedKeys'] }
}

export const keyChanges: readonly Change[] = [
  {
    row: 'add a column to service keys',
    edits: [
      create(`migrations/${nextMigration}_key_origin.sql`, 'ALTER TABLE service_key ADD COLUMN origin TEXT;\n'),
      after('store/keys/service-key-row.ts', "'deactivated_at', 'compromised_at', 'destroyed_at'", ", 'origin'"),
      after('store/keys/service-key-row.ts', 'key.compromisedAt, key.destroyedAt', ', key.origin'),
      after('store/keys/service-key-row.ts', '    compromisedAt, destroyedAt', ', origin'),
      after('store/keys/service-key-row.ts', 'destroyedAt: decode.integer(destroyedAt)', ',\n    origin: decode.text(origin)'),
      after('domain/keys/service-key.ts', 'readonly destroyedAt: number | null', '\n  readonly origin: string | null'),
      before('services/keys/new-service-key.ts', 'state: activatedAt', 'origin,\n    ')
    ],
    tests: [before('test/store/builders.ts', "state: 'active',", 'origin: null,\n    ')],
    async works (changed) {
      // The field is the next change.
      expectReply(await changed.call('GET', `/servicekey/${changed.stored['active'] ?? ''}`), 200, { name: 'active' })
      expectReply(await changed.call('GET', '/servicekey'), 200)
      const sent = { plaintext: Buffer.from('text').toString('base64') }
      expectReply(await changed.call('POST', `/servicekey/${changed.stored['active'] ?? ''}/encrypt`, sent), 200)
    }
  },
  {
    row: 'change a REST field',
    edits: [
      after('openapi/okms.yaml', `    GetServiceKeyResponse:
      description: A service key.
      required:
        - id
        - name
        - type
        - protectionLevel
      type: object
      properties:
`, `        origin:
          description: Generated here or imported.
          type: string
`),
      after('rest/keys/service-key-reply.ts', 'protectionLevel: key.protectionLevel,', '\n  ...(key.origin === null ? {} : { origin: key.origin }),')
    ],
    async works (changed) {
      const id = await createKey(changed, aesKey)
      expectReply(await changed.call('GET', `/servicekey/${id}`), 200, { origin: 'generated' })
      const old = await changed.call('GET', `/servicekey/${changed.stored['active'] ?? ''}`)
      expectReply(old, 200, { origin: undefined })
    }
  },
  {
    row: 'allow a state transition',
    edits: [
      instead('domain/keys/key-state.ts', "compromised: 'active',", 'compromised: keyErrors.KeyCompromised,'),
      instead('domain/keys/key-state.ts', 'active: KeyStillActive,', "active: 'destroyed',"),
      instead('domain/keys/key-state.ts', 'KeyNotActive, KeyStillActive }', 'KeyNotActive }')
    ],
    async works (changed) {
      const refused = await changed.call('POST', `/servicekey/${changed.stored['compromised'] ?? ''}/activate`)
      expectReply(refused, 400, { errors: [`service key ${changed.stored['compromised'] ?? ''} is compromised for good`] })
      expectReply(await changed.call('DELETE', `/servicekey/${await createKey(changed, aesKey)}`), 204)
    }
  },
  {
    row: 'let a type of key do something else',
    edits: [instead(
      'domain/keys/key-operations.ts', 'byDefault: encrypting }', 'byDefault: wrapping }'
    )],
    async works (changed) {
      const id = await createKey(changed, aesKey)
      expectReply(await changed.call('GET', `/servicekey/${id}`), 200, { operations: ['wrapKey', 'unwrapKey'] })
    }
  },
  {
    row: 'add an algorithm',
    notNeeded: ['crypto/'],
    edits: [
      after('domain/keys/algorithms.ts', "['RSA-OAEP', 'RSA-OAEP-256'", ", 'RSA-OAEP-512'"),
      after('domain/keys/algorithms.ts', "oaepHash: 'sha1' | 'sha256'", " | 'sha512'"),
      after('domain/keys/algorithms.ts', "alg: 'RSA-OAEP-256', oaepHash: 'sha256' }", ",\n  'RSA-OAEP-512': { alg: 'RSA-OAEP-512', oaepHash: 'sha512' }"),
      after('openapi/okms.yaml', '        - RSA-OAEP-256\n', '        - RSA-OAEP-512\n')
    ],
    async works (changed) {
      const parameters = { wrappedKeyFormat: 'RAW', wrappingAlgorithm: 'RSA-OAEP-512' }
      await createKey(changed, await exportKey(changed, parameters))
    }
  },
  {
    row: 'add a format of key material',
    edits: [
      instead('domain/keys/key-format.ts', "type KeyFormat = 'RAW'", "type KeyFormat = 'HEX' | 'RAW'"),
      instead('domain/keys/key-format.ts', "oct: ['RAW'", "oct: ['HEX', 'RAW'"),
      before('crypto/keys/key-format.ts', '  RAW: {\n', `  HEX: {
    write: (key) => Buffer.from(formats.RAW.write(key).toString('hex')),
    read: (bytes, refuse) => formats.RAW.read(Buffer.from(bytes.toString('latin1'), 'hex'), refuse)
  },
`),
      before('openapi/okms.yaml', '        - RAW\n        - JWK\n', '        - HEX\n')
    ],
    tests: [after('test/harness/byok.ts', "k: material.toString('base64url') }),", '\n  HEX: (material) => material.toString(),')],
    async works (changed) {
      const parameters = { wrappedKeyFormat: 'HEX', wrappingAlgorithm: 'RSA-OAEP' }
      await createKey(changed, await exportKey(changed, parameters))
    }
  },
  {
    row: "add an error, or change one's code, status or text",
    edits: [
      instead('domain/errors/keys.ts', '=> `no service key ', '=> `nowhere a service key '),
      before('domain/errors/keys.ts', '  KeyNotFound: {', `  KeyCompromised: {
    ...keyArgument,
    app: 77,
    text: (keyId: string, state: string) => \`service key \${keyId} is \${state} for good\`
  },
`)
    ],
    notNeeded: ['http/reply/error-status.ts'],
    tests: [
      before('test/integration/http/errors.test.ts', '  KeyStillActive: async', "  KeyCompromised: () => api('GET', '/none'),\n"),
      before('test/docs/released-errors.json', '  "KeyStillActive"', '  "KeyCompromised": { "code": 17047629, "status": 400 },\n')
    ],
    async works ({ call, file }) {
      const unknown = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'
      const reply = await call('GET', `/servicekey/${unknown}`)
      expectReply(reply, 404)
      expectText(JSON.stringify(reply.body), `nowhere a service key ${unknown} in this domain`)
      expectText(file('docs/errors.md'), 'is &lt;state&gt; for good', '`KeyCompromised`')
    }
  }
]
