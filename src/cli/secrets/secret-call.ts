// What a verb of `secret` works with.

import type { ClientCall } from '../client-command.js'
import type { SecretsClient } from './secrets-client.js'

export type { Printed } from '../client-command.js'
export type SecretCall = ClientCall<SecretsClient>
