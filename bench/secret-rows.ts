// Rows of both APIs of secrets. The bare server does the same SQLite work (bare-secrets.ts) and fills in the reply.

import { randomUUID } from 'node:crypto'
import type { RequestContext, Row } from './row.js'

const value = { user: 'bench', password: 'correct horse battery staple' }
const data = JSON.stringify(value)

/** In the list and in the folder that are read; names in front of those of all other rows. */
const listed = Array.from({ length: 100 }, (_, index) => `a-folder/secret-${index}`)

const nativePath = ({ domainPath }: RequestContext) => `${domainPath}/v2/secret`
const kvPath = ({ apiPath }: RequestContext, view: 'data' | 'metadata') => `${apiPath}/secret/${view}`

const write = async (context: RequestContext, secret: string) => {
  await context.ask(`${kvPath(context, 'data')}/${secret}`, { data: value })
}

/** Gives the reply again and again, each time with other texts in the places of these. */
function template (reply: string, ...were: readonly string[]): (...are: readonly string[]) => string {
  return (...are) => were.reduce((text, was, index) => text.replaceAll(was, () => are[index] ?? ''), reply)
}

const requestIdOf = (reply: string): string => JSON.parse(reply).request_id

export const secretRows: readonly Row[] = [
  {
    name: 'get secret, v2',
    key: null,
    async request (context) {
      await write(context, 'read/native')
      return { method: 'GET', path: `${nativePath(context)}/read/native?includeData=true`, status: 200 }
    },
    bareHandler ({ reply, secrets }) {
      secrets.create('read/native', data)
      const filled = template(reply, data)
      return () => filled(secrets.read('read/native'))
    }
  },
  {
    name: 'get secret, KV',
    key: null,
    async request (context) {
      await write(context, 'read/kv')
      return { method: 'GET', path: `${kvPath(context, 'data')}/read/kv`, status: 200 }
    },
    bareHandler ({ reply, secrets }) {
      secrets.create('read/kv', data)
      const filled = template(reply, requestIdOf(reply), data)
      return () => filled(randomUUID(), secrets.read('read/kv'))
    }
  },
  {
    name: 'create secret, v2',
    key: null,
    request: (context) => ({
      method: 'POST',
      path: nativePath(context),
      body: JSON.stringify({ path: 'written/native-{n}', version: { data: value } }),
      status: 200,
      isNumbered: true
    }),
    bareHandler ({ reply, secrets }) {
      const filled = template(reply, JSON.parse(reply).path)
      return ({ path, version }) => {
        secrets.create(path, JSON.stringify(version.data))
        return filled(path)
      }
    }
  },
  {
    name: 'create secret, KV',
    key: null,
    request: (context) => ({
      method: 'POST',
      path: `${kvPath(context, 'data')}/written/kv-{n}`,
      body: JSON.stringify({ data: value }),
      status: 200,
      isNumbered: true
    }),
    barePath: (context) => `${kvPath(context, 'data')}/written/*`,
    bareHandler ({ reply, secrets }) {
      const filled = template(reply, requestIdOf(reply))
      return (body, rest) => {
        secrets.create(`written/${rest}`, JSON.stringify(body.data))
        return filled(randomUUID())
      }
    }
  },
  {
    name: 'list of 100 secrets, v2',
    key: null,
    async request (context) {
      for (const secret of listed) await write(context, secret)
      return { method: 'GET', path: nativePath(context), status: 200 }
    },
    bareHandler ({ reply, secrets }) {
      for (const secret of listed) secrets.create(secret, data)
      return () => {
        secrets.list(100)
        return reply
      }
    }
  },
  {
    name: 'list of 100 secrets, KV folder',
    key: null,
    async request (context) {
      for (const secret of listed) await write(context, secret.replace('a-folder', 'b-folder'))
      return { method: 'GET', path: `${kvPath(context, 'metadata')}/b-folder?list=true`, status: 200 }
    },
    bareHandler ({ reply, secrets }) {
      for (const secret of listed) secrets.create(secret.replace('a-folder', 'b-folder'), data)
      const filled = template(reply, requestIdOf(reply))
      return () => {
        secrets.pathsIn('b-folder/')
        return filled(randomUUID())
      }
    }
  }
]
