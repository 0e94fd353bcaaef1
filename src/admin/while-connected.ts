// Ends what a client waits for when the client is gone.

import type { FastifyRequest } from 'fastify'

/** @param request Undefined in this process, where no client can go. */
export async function whileConnected<Result> (
  request: FastifyRequest | undefined, wait: (signal: AbortSignal | undefined) => Promise<Result>
): Promise<Result> {
  if (request === undefined) return await wait(undefined)
  const { socket } = request.raw
  const gone = new AbortController()
  const abort = () => { gone.abort() }
  socket.once('close', abort)
  if (socket.destroyed) abort()
  try {
    return await wait(gone.signal)
  } finally {
    socket.off('close', abort)
  }
}
