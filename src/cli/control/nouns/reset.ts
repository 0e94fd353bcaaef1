// Resets of a domain and of the server.

import { uuidWord } from '../admin-options.js'
import type { Noun } from './noun.js'

export const reset: Noun = {
  name: 'reset',
  summary: 'Empty a domain, or the whole server',
  fields: { okmsId: 'UUID' },
  verbs: [
    { name: 'server', options: [], done: 'reset', call: () => ({ operationId: 'ResetServer' }) },
    {
      name: 'domain',
      takes: uuidWord,
      options: [],
      done: 'reset',
      call: ({ id }) => ({ operationId: 'ResetDomain', params: { okmsId: id } })
    }
  ]
}
