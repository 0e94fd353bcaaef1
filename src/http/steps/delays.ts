// Requests that wait before they are performed. They end with their client, and do not hold up the end of the server.

import type { ServerResponse } from 'node:http'

export interface Delays {
  /**
   * Calls `proceed` after so many milliseconds, at once for 0, or early when all delays end; or `left` when the client
   * closes the connection first.
   */
  wait (milliseconds: number, response: ServerResponse, proceed: () => void, left: () => void): void
  /** Ends all delays, and makes none from now on: the server stops. */
  end (): void
}

export function createDelays (): Delays {
  const waiting = new Set<() => void>()
  let isOver = false

  return {
    wait (milliseconds, response, proceed, left) {
      if (milliseconds === 0 || isOver) {
        proceed()
        return
      }
      const stop = () => {
        clearTimeout(timer)
        response.off('close', onClose)
        waiting.delete(onTime)
      }
      const onTime = () => {
        stop()
        proceed()
      }
      const onClose = () => {
        stop()
        left()
      }
      // The process does not stay alive for it: the connection of the client does that.
      const timer = setTimeout(onTime, milliseconds).unref()
      response.once('close', onClose)
      waiting.add(onTime)
    },
    end () {
      isOver = true
      for (const proceed of waiting) proceed()
    }
  }
}
