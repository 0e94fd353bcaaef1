// An entry of the journal, of which a test names the members that it is about.

import type { JournalEntry } from '../../src/services/journal.js'

export const anEntry = (members: Partial<JournalEntry> = {}): JournalEntry => ({
  at: 0,
  okmsId: 'a',
  operationId: 'Encrypt',
  credentialId: null,
  needs: [],
  resource: { kind: 'domain', id: 'a' },
  status: 200,
  durationMs: 1,
  refusal: undefined,
  refusalForOthers: undefined,
  ...members
})
