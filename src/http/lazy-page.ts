// A page that is an app of its own, built when it is first asked for: Swagger UI takes longer to load than all the rest of a start.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Makes the app behind a page. `requestOf` gives the request outside, whose id and log line the one inside shares. */
export type PageApp = (requestOf: (raw: object) => FastifyRequest | undefined) => FastifyInstance

/** Takes a reply out of Fastify's hands, to be written to `reply.raw`. */
export type WrittenByHand = (request: FastifyRequest, reply: FastifyReply) => void

export interface LazyPageOptions {
  readonly createApp: PageApp
  readonly writtenByHand: WrittenByHand
}

/** Adds the page under `prefix`, for everybody to read. */
export function serveLazyPage (app: FastifyInstance, prefix: string, { createApp, writtenByHand }: LazyPageOptions, create: (pages: FastifyInstance) => Promise<FastifyInstance>): void {
  const requests = new WeakMap<object, FastifyRequest>()
  let page: Promise<FastifyInstance> | undefined
  const requestOf = (raw: object) => requests.get(raw)
  for (const url of [prefix, `${prefix}/*`]) {
    app.route({
      method: 'GET',
      url,
      async handler (request, reply) {
        page ??= create(createApp(requestOf))
        const pages = await page
        writtenByHand(request, reply)
        requests.set(request.raw, request)
        reply.raw.setHeader('x-request-id', request.id)
        pages.routing(request.raw, reply.raw)
      }
    })
  }
  app.addHook('onClose', async () => { await (await page)?.close() })
}
