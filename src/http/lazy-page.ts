// A page that is an app of its own, built when it is first asked for: Swagger UI takes longer to load than all the rest of a start.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Makes the app behind a page; it gives a request the id that `idOf` says. */
export type PageApp = (idOf: (request: object) => string) => FastifyInstance

/** Takes a reply out of Fastify's hands, to be written to `reply.raw`. */
export type WrittenByHand = (request: FastifyRequest, reply: FastifyReply) => void

export interface LazyPageOptions {
  readonly createApp: PageApp
  readonly writtenByHand: WrittenByHand
}

/** Adds the page under `prefix`, for everybody to read. */
export function serveLazyPage (app: FastifyInstance, prefix: string, { createApp, writtenByHand }: LazyPageOptions, create: (pages: FastifyInstance) => Promise<FastifyInstance>): void {
  const ids = new WeakMap<object, string>()
  let page: Promise<FastifyInstance> | undefined

  /** Built once; a failure is not remembered, so the next request tries again. */
  async function built (): Promise<FastifyInstance> {
    const attempt = page ??= create(createApp((raw) => ids.get(raw) ?? ''))
    try {
      return await attempt
    } catch (error) {
      if (page === attempt) page = undefined
      throw error
    }
  }

  app.get(prefix, (_request, reply) => reply.redirect(`${prefix}/`))
  app.get(`${prefix}/*`, async (request, reply) => {
    const pages = await built()
    writtenByHand(request, reply)
    ids.set(request.raw, request.id)
    reply.raw.setHeader('x-request-id', request.id)
    pages.routing(request.raw, reply.raw)
  })
  // Whoever asked for a page that could not be built was told; closing has nothing to add.
  app.addHook('onClose', async () => { await (await page?.catch(() => undefined))?.close() })
}
