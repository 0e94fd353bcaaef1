// An operation of the KV v2 API: its refusals have the words of that API.

import { operation } from '../operation.js'
import { kvErrorFormat } from './kv-spelling.js'

export const kvOperation: typeof operation = (id, handler) => operation(id, handler, kvErrorFormat)
