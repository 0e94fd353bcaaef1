// Changes of secrets: a transition, a field, a member of a body, and a call of Vault clients.

import { before, after, instead, type Change } from './change.js'
import { expectReply } from './changed-emulator.js'

const data = { data: { a: 1 } }

export const secretChanges: readonly Change[] = [
  {
    row: 'allow a transition of a secret\'s version, or change its name in an API',
    edits: [
      instead(
        'domain/secrets/version-state.ts',
        "active: 'change', deactivated: 'keep'",
        "active: 'keep', deactivated: 'keep'"
      )
    ],
    async works ({ call }) {
      expectReply(await call('POST', '/secret/data/changed/state', data), 200)
      expectReply(await call('POST', '/secret/delete/changed/state', { versions: [1] }), 204)
      expectReply(await call('GET', '/secret/data/changed/state'), 200)
    }
  },
  {
    row: 'change a field of a secret',
    edits: [
      after('openapi/okms.yaml', `    SecretMetadata:
      description: The metadata of a secret, or the names in a folder.
      type: object
      properties:
`, `        path:
          description: Its path.
          type: string
`),
      before('rest/kv/kv-reply.ts', 'urn: resourceUrn(', 'path: secret.path,\n    ')
    ],
    notNeeded: ['rest/secrets/secret-reply.ts'],
    async works ({ call }) {
      expectReply(await call('POST', '/secret/data/changed/field', data), 200)
      const { body } = await call('GET', '/secret/metadata/changed/field')
      if ((body['data'] as { readonly path?: string }).path !== 'changed/field') throw new Error('the field is missing')
    }
  },
  {
    row: 'read a member of a KV v2 body otherwise',
    edits: [instead('rest/kv/kv-fields.ts', "'max_versions', numeralUpTo(lastVersion)", "'max_versions', numeralUpTo(5)")],
    async works ({ call }) {
      expectReply(await call('POST', '/secret/metadata/changed/limit', { max_versions: 5 }), 204)
      expectReply(await call('POST', '/secret/metadata/changed/limit', { max_versions: 6 }), 400)
    }
  },
  {
    row: 'answer another call of Vault clients',
    edits: [
      before('rest/kv/vault-conveniences.ts', "  { path: '/sys/leader'", "  { path: '/sys/ha-status', body: () => leader },\n"),
      before('docs/fidelity.md', '`GET /v1/sys/leader`', '`GET /v1/sys/ha-status`, ')
    ],
    async works ({ call }) { expectReply(await call('GET', '/sys/ha-status'), 200, { ha_enabled: false }) }
  }
]
