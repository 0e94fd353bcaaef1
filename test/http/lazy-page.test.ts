// A page that is built when it is first asked for.

import { fastify, type FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveLazyPage } from '../../src/http/lazy-page.js'

/** An app with a page at /page whose builds end as told, one after the other. */
function appWith (...builds: ReadonlyArray<(pages: FastifyInstance) => Promise<FastifyInstance>>) {
  const app = fastify()
  let built = 0
  serveLazyPage(app, '/page', { createApp: () => fastify(), writtenByHand: (_request, reply) => { reply.hijack() } }, async (pages) => {
    const build = builds[built++]
    if (build === undefined) throw new Error('built too often')
    return await build(pages)
  })
  onTestFinished(async () => { await app.close() })
  return { app, built: () => built, status: async () => (await app.inject('/page/')).statusCode }
}

const fails = () => Promise.reject(new Error('not there'))
const succeeds = async (pages: FastifyInstance) => {
  pages.get('/page/', () => 'here')
  await pages.ready()
  return pages
}

describe('a page', () => {
  it('is built once', async () => {
    const { status, built } = appWith(succeeds)
    expect([await status(), await status(), built()]).toEqual([200, 200, 1])
  })

  it('that could not be built is tried again', async () => {
    const { status } = appWith(fails, fails, succeeds)
    expect([await status(), await status(), await status(), await status()]).toEqual([500, 500, 200, 200])
  })

  it('that fails for several at once is built again once', async () => {
    const { status, built } = appWith(fails, succeeds)
    expect(await Promise.all([status(), status(), status()])).toEqual([500, 500, 500])
    expect([await status(), built()]).toEqual([200, 2])
  })

  it('is found without its last slash', async () => {
    const { app } = appWith()
    const { statusCode, headers } = await app.inject('/page')
    expect([statusCode, headers.location]).toEqual([302, '/page/'])
  })
})

describe('closing', () => {
  it.each([['after a failure', [fails]], ['after a failure and a success', [fails, succeeds]], ['before anything', []]])('succeeds %s', async (_, builds) => {
    const { app, status } = appWith(...builds)
    for (const _build of builds) await status()
    await expect(app.close()).resolves.toBeUndefined()
  })
})
