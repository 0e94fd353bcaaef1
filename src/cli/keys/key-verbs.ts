// THE table of the verbs of `key`. Each returns what it prints: a text, or JSON with --json.

import type { Option } from '../../config/options.js'
import { startFailure, startFailures } from '../../domain/errors/start-failures.js'
import { keyStates } from '../../domain/keys/key-state.js'
import { readUuid } from '../../domain/uuid.js'
import type { ClientCall, ClientVerb, Printed } from '../client-command.js'
import { formatReply, table } from '../control/reply-text.js'
import type { KeysClient } from './keys-client.js'

const stateNames = [...keyStates, 'all'] as const

const stateOption = {
  name: 'state',
  placeholder: 'STATE',
  many: false,
  json: 'string',
  summary: 'Only keys in this state',
  accepts: stateNames.join(', '),
  default: 'every state but destroyed and destroyed_compromised',
  flagOnly: true,
  read: (text: string) => stateNames.find((name) => name === text)
} as const satisfies Option<unknown>

export const keyVerbs: ReadonlyArray<ClientVerb<KeysClient>> = [
  { name: 'list', takes: '', words: { min: 0, max: 0 }, options: [stateOption], run: list },
  { name: 'show', takes: 'KEYID', words: { min: 1, max: 1 }, options: [], run: show }
]

async function list ({ client, own }: ClientCall<KeysClient>): Promise<Printed> {
  const keys = await client.list(own.one(stateOption))
  const rows = keys.map(({ id, name, type, size, curve, attributes }) => ({
    id, name, type, size: size ?? curve, state: attributes['state'], createdAt: attributes['original_creation_date']
  }))
  return { text: table(['id', 'name', 'type', 'size', 'state', 'createdAt'], rows), json: keys }
}

async function show ({ client, words: [word = ''] }: ClientCall<KeysClient>): Promise<Printed> {
  const id = readUuid(word)
  if (id === undefined) throw startFailure(startFailures.UsageWrong, [`key show: KEYID: got ${JSON.stringify(word)}; accepted: the UUID of a service key, see okms-emulator key list`])
  const reply = await client.get(id)
  const { attributes, keys = [], ...members } = reply
  const publicKey = keys[0] === undefined ? {} : { publicKey: JSON.stringify(keys[0]) }
  const shown = { ...members, ...attributes, ...publicKey }
  return { text: formatReply(shown, {}), json: reply }
}
