// The front door of the service's REST API: its paths, and who its callers are.

import type { RouteOptions } from 'fastify'
import type { Door } from '../http/door.js'
import { httpErrorFormat } from '../http/reply/json-spelling.js'
import { authenticate, type AuthenticationOptions } from '../http/steps/authenticate.js'

/** Those of the contract, and those of the first guide (older-paths.ts). */
const prefixes = ['/api', '/v1/servicekey', '/v1/random']

export const restDoor = (
  operations: readonly RouteOptions[], access: Pick<AuthenticationOptions, 'peerOf' | 'callers'>
): Door => ({ prefixes, operations, authenticate: authenticate(access), errorFormat: httpErrorFormat })
