// One line for each request, with the fields of the service's audit log (service.md 12.4) and the texts of a refusal. Never a body, a
// query or a token.

import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../domain/access/identity.js'
import { domainUrn, serviceKeyPart } from '../../domain/urn.js'
import type { Logger } from '../../log/logger.js'
import type { LoggedRefusal } from '../request.js'
import { redactedPath } from '../../net/redacted-path.js'

/**
 * Every request has such a line, and pino takes longer to write it than most operations take. The line is therefore assembled as text
 * from few pieces; parts that many requests share are cached.
 *
 * @returns A function that takes the milliseconds from the head of the request to its response.
 */
export function createRequestLog (log: Logger): (request: FastifyRequest, reply: FastifyReply, milliseconds: number) => void {
  return (request, reply, milliseconds) => {
    if (!log.isLevelEnabled('info')) return
    const { url, refusal } = request
    const query = url.indexOf('?')
    const isPlain = refusal === undefined && url.startsWith('/')
    const path = !isPlain ? redactedPath(url) : query < 0 ? url : url.slice(0, query)
    const written = plainText.test(path) ? asItIs : escaped
    const action = request.operation.iamActions?.[0]?.action
    log.writeLine(beginningAt(Date.now()) + request.id + callerMembers(request.caller) + keyPart(request, written) + addressMember(request.raw.socket) +
      methodMember(request.method) + (action === undefined ? '' : actionMember(action)) + statusMember(reply.statusCode) + written(path) +
      '","duration_ms":' + inThousandths(milliseconds) + (refusal === undefined ? '' : refusalMembers(refusal)) + ',"msg":"request"}\n')
  }
}

const refusalMembers = ({ category, texts }: LoggedRefusal): string => `,"err_category":"${category}","errors":${JSON.stringify(texts)}`

/** Texts that JSON does not escape. The usual path is one, and then so are its ids. */
const plainText = /^[\w:/.-]*$/
type Written = (text: string) => string
const asItIs: Written = (text) => text
const escaped: Written = (text) => JSON.stringify(text).slice(1, -1)

const thousandths = Array.from({ length: 1000 }, (_, index) => String(index).padStart(3, '0'))

/** A JSON number with three decimals. */
function inThousandths (value: number): string {
  const whole = Math.round(value * 1000)
  return `${Math.floor(whole / 1000)}.${thousandths[whole % 1000]}`
}

let latest = { at: -1, untilSeconds: '', text: '' }

/** The line up to the request id. */
function beginningAt (now: number): string {
  if (now === latest.at) return latest.text
  const millisecond = now % 1000
  const untilSeconds = now - millisecond === latest.at - latest.at % 1000 ? latest.untilSeconds : new Date(now).toISOString().slice(0, -4)
  latest = { at: now, untilSeconds, text: `{"level":"info","time":"${untilSeconds}${thousandths[millisecond]}Z","request_id":"` }
  return latest.text
}

interface Known extends Pick<Caller, 'okmsId' | 'credentialId'> { readonly text: string }

/** Cached by the list of identities, which stays the same object as long as the store caches the credential. */
const known = new WeakMap<readonly string[], Known>()

/** From the end of the request id into the last text of the caller: the URN of the domain, which is the prefix of the URN of a key. */
function callerMembers (caller: Caller | undefined): string {
  if (caller === undefined) return '","iam_identities":[],"type":"REST","region":"local'
  const { okmsId, credentialId, identities } = caller
  let entry = known.get(identities)
  if (entry?.okmsId !== okmsId || entry.credentialId !== credentialId) {
    const members = { type: 'REST', region: 'local', domain_id: okmsId, tls_cert_id: credentialId ?? undefined, iam_identities: identities, res_urn: domainUrn(okmsId) }
    entry = { okmsId, credentialId, text: `",${JSON.stringify(members).slice(1, -2)}` }
    known.set(identities, entry)
  }
  return entry.text
}

function keyPart ({ caller, params, refusal }: FastifyRequest, written: Written): string {
  const keyId = caller === undefined ? undefined : (params as { readonly keyId?: string } | null)?.keyId
  if (keyId === undefined) return ''
  // In a refused request, the text in place of an id may be anything.
  return refusal === undefined ? written(serviceKeyPart(keyId)) : escaped(serviceKeyPart(redactedPath(keyId)))
}

/** Read once per connection: the socket calls the operating system each time. */
const addresses = new WeakMap<Socket, string>()

function addressMember (socket: Socket): string {
  let member = addresses.get(socket)
  if (member === undefined) {
    member = `"${socket.remoteAddress === undefined ? '' : `,"client_ip":${JSON.stringify(socket.remoteAddress)}`}`
    addresses.set(socket, member)
  }
  return member
}

/** For a small number of values, each with its own text. */
function remembered<Value> (textOf: (value: Value) => string): (value: Value) => string {
  const texts = new Map<Value, string>()
  return (value) => {
    let text = texts.get(value)
    if (text === undefined) {
      text = textOf(value)
      texts.set(value, text)
    }
    return text
  }
}

// When V8 concatenates the router's string for the method, the entire line would use 16 bits per character.
const methodMember = remembered((method: string) => `,"http_method":"${method}"`)
const actionMember = remembered((action: string) => `,"iam_operation":"${action}"`)
/** The line up to the path. */
const statusMember = remembered((status: number) => `,"http_status":${status},"http_path":"`)
