// The bare server: Fastify over mutual TLS that does the cryptography of a request, for secrets the work of SQLite, and
// nothing else. Run as a process of its own.

// As fast as Fastify can be: static routes, no schema, no store of keys, no log, no hooks, keys imported before the
// first request, replies put together as text, bodies parsed without the guard against __proto__.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { bareKits, type BareBody, type BareHandler, type BareRoute } from './bare-kit.js'
import { rows } from './rows.js'

const [pki = '', fixture = ''] = process.argv.slice(2)
const routes: BareRoute[] = JSON.parse(readFileSync(fixture, 'utf8'))
const read = (name: string) => readFileSync(path.join(pki, name))

const app = Fastify({
  logger: false,
  https: {
    cert: read('server.pem'), key: read('server.pem'), ca: read('ca.pem'), requestCert: true, rejectUnauthorized: true
  }
})
app.removeAllContentTypeParsers()
app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
  done(null, JSON.parse(body.toString()))
})

const kitOf = bareKits(path.dirname(fixture))
for (const route of routes) {
  const row = rows.find(({ name }) => name === route.row)
  if (row === undefined) throw new Error(`no row ${route.row}`)
  app.route({ method: route.method, url: route.path, handler: answer(row.bareHandler(kitOf(route)), route.status) })
}

function answer (handler: BareHandler, status: number) {
  return (request: FastifyRequest, reply: FastifyReply) => {
    reply.code(status).header('content-type', 'application/json; charset=utf-8')
    const text = handler(request.body as BareBody, (request.params as { '*'?: string })['*'] ?? '')
    if (typeof text === 'string') reply.send(text)
    else text.then((settled) => reply.send(settled), (error: unknown) => reply.send(error))
  }
}

process.stdout.write(`${new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port}\n`)
process.on('SIGTERM', () => process.exit(0))
