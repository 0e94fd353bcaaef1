// Server-sent events (HTML Living Standard, section 9.2): open connections on which the server tells what happens.

import type { ServerResponse } from 'node:http'
import { errors, refusal } from '../../domain/errors/errors.js'

export interface EventStream {
  /** Written at once; a reader that does not keep up is cut off, and connects again. */
  send (event: string, data: unknown): void
  end (): void
}

export interface EventStreams {
  /** Refuses TooManyStreams. @param ended Called once, whoever ended it. */
  open (response: ServerResponse, headers: Readonly<Record<string, string>>, ended: () => void): EventStream
  /** Ends all, so that the server can stop. */
  close (): void
}

const maxStreams = 32

/** Bytes that wait for a reader. */
const patience = 1 << 20

export function createEventStreams (): EventStreams {
  const open = new Set<ServerResponse>()

  return {
    open (response, headers, ended) {
      if (open.size >= maxStreams) throw refusal(errors.TooManyStreams, maxStreams)
      open.add(response)
      response.once('close', () => {
        open.delete(response)
        ended()
      })
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      return {
        send (event, data) {
          if (response.writableLength > patience) response.destroy()
          else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        },
        end: () => { response.end() }
      }
    },
    close () { for (const response of open) response.end() }
  }
}
