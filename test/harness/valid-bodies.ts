// A body for every operation that takes one: it passes the check against the contract, whatever the operation says.

import type { OperationId } from '../../src/rest/operation.js'

export const validBodies: Readonly<Partial<Record<OperationId, Readonly<Record<string, unknown>>>>> = {
  CreateImportServiceKey: { name: 'a key', type: 'oct' },
  PatchServiceKey: { name: 'another name' },
  DeactivateServiceKey: { reason: 'superseded' },
  Encrypt: { plaintext: 'AAAA' },
  Decrypt: { ciphertext: 'a.b.c.d.e' },
  GenerateDataKey: { size: 256 },
  DecryptDataKey: { key: 'a.b.c.d.e' },
  Sign: { message: 'AAAA', alg: 'ES256' },
  Verify: { message: 'AAAA', signature: 'AAAA', alg: 'ES256' },

  PostSecretV2: { path: 'a/secret', version: { data: { a: 1 } } },
  PutSecretV2: { version: { data: { a: 2 } } },
  PostSecretVersionV2: { data: { a: 2 } },
  PutSecretVersionV2: { state: 'active' },
  PutSecretConfigV2: { maxVersions: 20 },

  PostSecretConfig: { max_versions: 20 },
  PostSecretRequest: { data: { a: 2 } },
  PatchSecretRequest: { data: { b: 3 } },
  PostSecretUndelete: { versions: [1] },
  DeleteSecretVersions: { versions: [1] },
  PutSecretDestroy: { versions: [1] },
  PostSecretMetadata: { max_versions: 20 },
  PatchSecretMetadata: { max_versions: 20 }
}
