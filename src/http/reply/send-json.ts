// Sends a value as JSON, of the exact type `application/json`: some official clients refuse a charset (clients.md 1.1, 7).

import type { FastifyReply } from 'fastify'

/**
 * Fastify adds a charset to the types of JSON unless the reply has its own serializer.
 * @param value Bytes are JSON already (written-json.ts).
 */
export function sendJson (reply: FastifyReply, value: unknown): FastifyReply {
  return reply.header('content-type', 'application/json').serializer(JSON.stringify).send(value)
}
