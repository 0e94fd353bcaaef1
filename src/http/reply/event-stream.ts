// Open connections on which the server sends events: server-sent events (HTML Living Standard, section 9.2), or JSON
// lines.

import type { ServerResponse } from 'node:http'
import type { DomainError } from '../../domain/errors/domain-error.js'

export interface EventStream {
  /**
   * Written immediately. A reader that does not keep up is disconnected, and connects again.
   * @param id What a reader that connects again can name.
   */
  send (event: string, data: unknown, id?: number): void
  /** Resolves when the reader has taken what was sent, or the stream has ended. */
  drained (): Promise<void>
  isEnded (): boolean
  end (): void
}

/** How an event is written. */
export interface StreamFormat {
  readonly contentType: string
  readonly written: (event: string, data: unknown, id?: number) => string
}

export const serverSentEvents: StreamFormat = {
  contentType: 'text/event-stream',
  written: (event, data, id) =>
    `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}

export const jsonLines: StreamFormat = {
  contentType: 'application/x-ndjson',
  written: (_event, data) => `${JSON.stringify(data)}\n`
}

export interface StreamOptions {
  /** Id of the credential that reads it. */
  readonly owner: string
  readonly headers: Readonly<Record<string, string>>
  readonly format?: StreamFormat
  /** Called once, whichever side ended it. */
  readonly ended: () => void
}

export interface EventStreams {
  /** Refuses by the limits. */
  open (response: ServerResponse, options: StreamOptions): EventStream
  /** Ends all, so that the server can stop. */
  close (): void
}

export interface StreamLimits {
  readonly most: number
  readonly tooMany: () => DomainError
  /** For one credential. */
  readonly own?: { readonly most: number, readonly tooMany: () => DomainError }
}

/** Largest number of bytes that may wait for a reader. */
const patience = 1 << 20

export function createEventStreams ({ most, tooMany, own }: StreamLimits): EventStreams {
  const open = new Map<ServerResponse, string>()

  function refuseTooMany (owner: string): void {
    if (own !== undefined && [...open.values()].filter((other) => other === owner).length >= own.most) {
      throw own.tooMany()
    }
    if (open.size >= most) throw tooMany()
  }

  return {
    open (response, { owner, headers, format = serverSentEvents, ended }) {
      refuseTooMany(owner)
      open.set(response, owner)
      // The place of a stream that the server ends is free even while its reader does not read what was sent before.
      const release = () => { if (open.delete(response)) ended() }
      response.once('close', release)
      response.writeHead(200, { ...headers, 'content-type': format.contentType, 'cache-control': 'no-store' })
      // So that the reader knows at once that it is connected, whenever the first event comes.
      response.flushHeaders()
      return {
        send (event, data, id) {
          if (response.writableLength > patience) response.destroy()
          else response.write(format.written(event, data, id))
        },
        async drained () {
          if (!response.writableNeedDrain || response.closed) return
          await new Promise<void>((resolve) => {
            response.once('drain', resolve)
            response.once('close', resolve)
          })
        },
        isEnded: () => !open.has(response),
        end () {
          release()
          response.end()
        }
      }
    },
    close () { for (const response of open.keys()) response.end() }
  }
}
