// secret: lists, shows, writes, deletes and imports secrets on a running server, as a client of it.

import { clientCommand } from '../client-command.js'
import { exitCodes } from '../exit-codes.js'
import { formatSummaries } from './import/import-formats.js'
import { secretVerbs } from './secret-verbs.js'

export const secret = clientCommand({
  name: 'secret',
  summary: 'List, show, get, put, delete or import secrets',
  verbs: secretVerbs,
  notes: [
    'get and import print or read data; list and show never print any, and no message repeats a value. Other users of this machine can read command lines: give put a value that matters by @FILE or -, which take a JSON object.',
    `import tells the format of a file by its content: ${formatSummaries.join('; ')}. In a folder, each .json file is a secret whose path is its name. A file with a fault is named with line and column, and nothing is written. A secret whose data is the same gets no new version.`
  ],
  exitCodes: exitCodes('done', [
    'UsageWrong', 'ClientFilesMissing', 'ServerUnreachable', 'RequestRefused', 'NotConfirmed'
  ]),
  open: async (access) => (await import('./secrets-client.js')).createSecretsClient(access)
})
