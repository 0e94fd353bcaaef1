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
  /**
   * Refuses TooManyOwnStreams and TooManyStreams.
   * @param owner Id of the credential that reads it.
   * @param ended Called once, whichever side ended it.
   */
  open (
    response: ServerResponse, owner: string, headers: Readonly<Record<string, string>>, ended: () => void
  ): EventStream
  /** Ends all, so that the server can stop. */
  close (): void
}

const maxStreams = 64

/**
 * No credential can take all streams from the others. The tabs of a browser share one; without that, a browser has six
 * at most, because it opens six connections to a server over HTTP/1.1.
 */
const maxOwnStreams = 8

/** Largest number of bytes that may wait for a reader. */
const patience = 1 << 20

export function createEventStreams (): EventStreams {
  const open = new Map<ServerResponse, string>()

  function refuseTooMany (owner: string): void {
    const own = [...open.values()].filter((other) => other === owner)
    if (own.length >= maxOwnStreams) throw refusal(webErrors.TooManyOwnStreams, maxOwnStreams)
    if (open.size >= maxStreams) throw refusal(webErrors.TooManyStreams, maxStreams)
  }

  return {
    open (response, owner, headers, ended) {
      refuseTooMany(owner)
      open.set(response, owner)
      // The place of a stream that the server ends is free even while its reader does not read what was sent before.
      const release = () => { if (open.delete(response)) ended() }
      response.once('close', release)
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      return {
        send (event, data) {
          if (response.writableLength > patience) response.destroy()
          else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        },
        end () {
          release()
          response.end()
        }
      }
    },
    close () { for (const response of open.keys()) response.end() }
  }
}
