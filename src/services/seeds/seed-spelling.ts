// The words of a seed for what refusals of services name.

import type { Call, Spelling, Subject } from '../../domain/errors/wording.js'

const seedNames: Partial<Record<Subject, string>> = {
  chosenKeyId: 'id',
  keyId: 'id',
  importedKey: 'jwk',
  identities: 'identityURNs',
  policyIdentities: 'identities',
  validityDays: 'validity',
  actions: 'action',
  exceptions: 'except',
  denied: 'deny',
  okmsIds: 'domains',
  secretPath: 'path',
  secretData: 'data',
  customMetadata: 'metadata.customMetadata'
}

const calls: Partial<Record<Call, () => string>> = {
  importKey: () => 'give jwk, pem or key',
  listKeys: () => 'okms-emulator key list'
}

/** @param own Names that are different for one item. */
export function seedSpelling (own: Partial<Record<Subject, string>> = {}): Spelling {
  const name = (subject: Subject) => own[subject] ?? seedNames[subject] ?? subject
  return {
    name,
    setting: (subject, ...values) => `${name(subject)}: ${values.map((value) => typeof value === 'object' ? `[${value.join(', ')}]` : String(value)).join(' or ')}`,
    call: (call) => calls[call]?.() ?? call
  }
}
