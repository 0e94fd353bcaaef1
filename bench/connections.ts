// The load: keep-alive connections over mutual TLS, each with one request under way.

import { Client, type Dispatcher } from 'undici'

// One undici Client a connection, driven through dispatch(): against a trivial server on two cores it costs the
// driver 13 µs a request, undici's Pool.request() 22 µs, autocannon 14 µs, a socket with a parser of our own 12
// µs. autocannon opens new connections for each run, which would put handshakes into every slice; a parser of
// our own would have to be trusted.

export interface Target {
  /** https://127.0.0.1:<port> */
  readonly origin: string
  readonly pid: number
  /** Without a certificate for callers that show a token. */
  readonly tls: { readonly ca: Buffer, readonly cert?: Buffer, readonly key?: Buffer, readonly servername: string }
}

export interface LoadRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The only status that counts as an answer. */
  readonly status: number
  /** Whether each sending puts a number of its own, always of as many digits, in place of `{n}` in path and body. */
  readonly isNumbered?: true
}

export interface Reply {
  readonly status: number
  readonly text: string
}

/** What one slice of load saw. Times in milliseconds. */
export interface Load {
  readonly elapsed: number
  readonly latencies: readonly number[]
}

export interface Connections {
  /**
   * Keeps every connection busy for so many milliseconds, then lets the last requests finish.
   * Several requests are sent in turn.
   */
  run (requests: LoadRequest | readonly LoadRequest[], milliseconds: number): Promise<Load>
  /** Sends this many requests in all. */
  count (requests: LoadRequest | readonly LoadRequest[], times: number): Promise<Load>
  /** One request, its reply whole. */
  call (request: Omit<LoadRequest, 'status'>): Promise<Reply>
  close (): Promise<void>
}

const patience = 30_000

export function openConnections (target: Target, count: number): Connections {
  const clients = Array.from({ length: count }, () => new Client(target.origin, {
    connect: { ...target.tls, timeout: patience },
    pipelining: 1,
    headersTimeout: patience,
    bodyTimeout: patience,
    keepAliveTimeout: 60_000
  }))

  async function drive (requests: readonly LoadRequest[], goesOn: () => boolean): Promise<Load> {
    const latencies: number[] = []
    const sendings = requests.map((request) => ({ status: request.status, options: sender(request) }))
    let turn = 0
    const next = () => goesOn() ? sendings[turn++ % sendings.length] : undefined
    const start = performance.now()
    await Promise.all(clients.map((client) => keepBusy(client, next, latencies)))
    return { elapsed: performance.now() - start, latencies }
  }

  return {
    run (requests, milliseconds) {
      const end = performance.now() + milliseconds
      return drive([requests].flat(), () => performance.now() < end)
    },
    count (requests, times) {
      let begun = 0
      return drive([requests].flat(), () => begun++ < times)
    },
    async call (request) {
      const client = clients[0]
      if (client === undefined) throw new Error('no connection')
      const { statusCode, body } = await client.request(sender(request)())
      return { status: statusCode, text: await body.text() }
    },
    async close () {
      await Promise.all(clients.map((client) => client.destroy()))
    }
  }
}

let lastNumber = 1_000_000

/** Gives what is sent, each time that it is sent. */
function sender ({ isNumbered, ...request }: Omit<LoadRequest, 'status'>): () => Dispatcher.DispatchOptions {
  const whole = options(request)
  if (isNumbered === undefined) return () => whole
  const { path, body } = request
  return () => {
    const number = String(++lastNumber)
    const numbered = (text: string) => text.replaceAll('{n}', number)
    return { ...whole, path: numbered(path), ...(body === undefined ? {} : { body: numbered(body) }) }
  }
}

function options ({ method, path, body, headers }: Omit<LoadRequest, 'status'>): Dispatcher.DispatchOptions {
  return {
    method,
    path,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body })
  }
}

interface Sending {
  readonly status: number
  readonly options: () => Dispatcher.DispatchOptions
}

/**
 * One request after the other on one connection until none is next; rejects at the first
 * answer that is not the expected one.
 */
function keepBusy (client: Client, next: () => Sending | undefined, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let sending: Sending | undefined
    let sent: Dispatcher.DispatchOptions | undefined
    let start = 0
    let status = 0
    let wrong = ''
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart () {},
      onResponseStart (_controller, statusCode) {
        status = statusCode
      },
      onResponseData (_controller, chunk) {
        if (status !== sending?.status) wrong += chunk.toString()
      },
      onResponseEnd () {
        latencies.push(performance.now() - start)
        if (status === sending?.status) send()
        else reject(new Error(`${sent?.method} ${sent?.path}: got ${status}, expected ${sending?.status}: ${wrong}`))
      },
      onResponseError (_controller, error) {
        reject(error)
      }
    }
    const send = () => {
      sending = next()
      if (sending === undefined) return resolve()
      sent = sending.options()
      start = performance.now()
      client.dispatch(sent, handler)
    }
    send()
  })
}
