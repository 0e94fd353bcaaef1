// key: lists and shows service keys of a running server, as a client of it.

import { clientCommand } from '../client-command.js'
import { exitCodes } from '../exit-codes.js'
import { keyVerbs } from './key-verbs.js'

export const key = clientCommand({
  name: 'key',
  summary: 'List or show service keys',
  verbs: keyVerbs,
  notes: ['show prints the public part of an asymmetric key as a JWK, and never a private or symmetric one.'],
  exitCodes: exitCodes('done', ['UsageWrong', 'ClientFilesMissing', 'ServerUnreachable', 'RequestRefused']),
  open: async (access) => (await import('./keys-client.js')).createKeysClient(access)
})
