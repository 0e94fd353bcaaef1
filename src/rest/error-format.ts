// Refusals of the REST API: the four fields of the service, in the words of its requests.

import { jsonSpelling, type ErrorFormat } from '../http/reply/json-spelling.js'
import { keyCalls, keyNames } from './keys/key-spelling.js'
import { secretCalls, secretNames } from './secrets/secret-spelling.js'

export const restErrorFormat: ErrorFormat = {
  spelling: jsonSpelling({
    names: { ...keyNames, ...secretNames }, calls: { ...keyCalls, ...secretCalls }
  })
}
