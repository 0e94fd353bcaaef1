// The requests that Node would answer without the four fields, or by closing the connection.

import type { Server } from 'node:http'
import { httpErrors } from '../reply/http-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'
import type { LogConnectionRefusal } from './connection-refusal-log.js'
import type { MalformedRequests } from './malformed-request.js'
import { replyOnSocket } from './socket-reply.js'

const noProxy = 'CONNECT: this server is no proxy; unset HTTPS_PROXY, or exclude this host with NO_PROXY'

/** Malformed requests, an Expect header with anything but 100-continue, and CONNECT. */
export function answerUnusualRequests (
  server: Server, { handler, answer }: MalformedRequests, log: LogConnectionRefusal
): void {
  server.on('clientError', (error, socket) => { answer(error, socket, server) })
  server.on('checkExpectation', handler)
  server.on('connect', (_request, socket) => {
    replyOnSocket(socket, refusal(httpErrors.RequestInvalid, [noProxy]), log)
  })
}
