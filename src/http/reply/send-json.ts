// Sends JSON of the exact type `application/json`: some official clients refuse a charset (clients.md 1.1, 7).

import type { FastifyReply } from 'fastify'
import { WrittenJson } from './written-json.js'

/** Fastify adds a charset to the types of JSON unless the reply has its own serializer. */
export function sendJson (reply: FastifyReply, value: unknown): FastifyReply {
  reply.header('content-type', 'application/json')
  return value instanceof WrittenJson
    ? reply.serializer(asItIs).send(value.json)
    : reply.serializer(JSON.stringify).send(value)
}

const asItIs = (json: string): string => json
