// A recorded request and an entry of the journal, of which a test names the members that it is about.

import type { JournalEntry, RecordedRequest } from '../../../../src/domain/journal/journal-entry.js'

export const aRequest = (members: Partial<RecordedRequest> = {}): RecordedRequest => ({
  at: 0,
  requestId: null,
  okmsId: 'a',
  operationId: 'Encrypt',
  method: 'POST',
  path: '/api/a/v1/servicekey/k/encrypt',
  caller: { okmsId: 'a', credentialId: null, identities: [] },
  needs: [],
  resource: { kind: 'domain', id: 'a' },
  status: 200,
  errorCode: null,
  refusal: null,
  refusalForOthers: null,
  durationMs: 1,
  faultId: null,
  ...members
})

export const anEntry = (members: Partial<JournalEntry> = {}): JournalEntry => ({ sequence: 1, ...aRequest(members) })
