// URNs of resources, as policies name them.

import { resourceUrn } from '../../src/domain/urn.js'

export const serviceKeyUrn = (okmsId: string, keyId: string) => resourceUrn(okmsId, { kind: 'serviceKey', id: keyId })

export const secretUrn = (okmsId: string, path: string) => resourceUrn(okmsId, { kind: 'secret', id: path })
