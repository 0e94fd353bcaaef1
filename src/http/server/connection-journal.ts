// Puts into the journal what ended a connection before a request could be read: rejected TLS handshakes, and bytes that
// are no HTTP request.

import type { Clocks } from '../../domain/clock.js'
import type { RecordedRequest } from '../../domain/journal/journal-entry.js'
import type { OkmsDomainStore } from '../../domain/ports.js'
import type { Journal } from '../../services/control/journal/journal.js'
import { errorStatus } from '../reply/error-status.js'
import { boundedRequest } from '../steps/records/bounded-request.js'
import { httpErrorFormat } from '../reply/json-spelling.js'
import type { ConnectionObserver } from './connection-observer.js'

export function createConnectionJournal ({ journal, clocks, domains }: {
  readonly journal: Pick<Journal, 'record'>
  readonly clocks: Clocks
  readonly domains: Pick<OkmsDomainStore, 'find'>
}): ConnectionObserver {
  function record (members: Partial<RecordedRequest>): void {
    journal.record(boundedRequest({ ...nothing, at: clocks.server(), ...members }))
  }

  return {
    refused ({ error, requestId, method = null, path = null }) {
      const refusal = error.spelled(httpErrorFormat.spelling).map(({ line }) => line).join('; ')
      const { errorCode, kind } = error
      record({
        requestId, method, path, status: errorStatus(kind), errorCode, refusal, refusalForOthers: refusal
      })
    },

    rejected ({ issuedByUs, credentialId, okmsId }, why) {
      const refusal = `TLS handshake: rejected with the alert bad_certificate: ${why}`
      const isOwn = issuedByUs && domains.find(okmsId) !== undefined
      record(isOwn
        ? {
            at: clocks.of(okmsId)(),
            okmsId,
            caller: { okmsId, credentialId, identities: [] },
            resource: { kind: 'domain', id: okmsId },
            refusal
          }
        : { refusal })
    },

    handshakeFailed (why) { record({ refusal: `TLS handshake: ${why}` }) }
  }
}

const nothing: Omit<RecordedRequest, 'at'> = {
  requestId: null,
  okmsId: null,
  operationId: null,
  method: null,
  path: null,
  caller: null,
  resource: null,
  needs: [],
  status: null,
  errorCode: null,
  refusal: null,
  refusalForOthers: null,
  durationMs: null,
  faultId: null
}
