// Server-sent events (HTML Living Standard, section 9.2): open connections on which the server sends events.

import type { ServerResponse } from 'node:http'
import { webErrors } from '../web-errors.js'
import { refusal } from '../../domain/errors/domain-error.js'

export interface EventStream {
  /** Written immediately. A reader that does not keep up is disconnected, and connects again. */
  send (event: string, data: unknown): void
  end (): void
}

export interface EventStreams {
  /** Refuses TooManyStreams. @param ended Called once, whichever side ended it. */
  open (response: ServerResponse, headers: Readonly<Record<string, string>>, ended: () => void): EventStream
  /** Ends all, so that the server can stop. */
  close (): void
}

const maxStreams = 32

/** Largest number of bytes that may wait for a reader. */
const patience = 1 << 20

export function createEventStreams (): EventStreams {
  const open = new Set<ServerResponse>()

  return {
    open (response, headers, ended) {
      if (open.size >= maxStreams) throw refusal(webErrors.TooManyStreams, maxStreams)
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
