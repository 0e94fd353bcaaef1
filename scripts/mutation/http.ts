// Faults in the HTTP code: who the caller is, what may be sent, what is returned.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const httpMutations: readonly Mutation[] = [
  ...mutationsOf('key-source.ts', ['wrapped-key-refusals'], [
    ['the second of two imported keys is dropped', 'first === undefined || entries.length > 1', 'first === undefined']
  ]),
  ...mutationsOf('app.ts', ['errors', 'request-log', 'home-page'], [
    ['a head that two readers take for two things is let in', 'done(fault)', 'done()', ['framing']],
    ['the plain port admits everything', 'admitOnPlainPort(request, doorOf)', 'void doorOf', ['ovh-api-port']],
    ['a reply has no id', 'nameRequest(request, reply)\n    answered', 'answered'],
    ['no limit is kept', 'if (limit !== undefined) limitCallers(scope, limit)', '', ['rate-limit', 'errors']],
    ['the admin API is open', "scope.addHook('onRequest', admin.admit)", '', ['admin-api-access', 'every-route']]
  ]),
  ...mutationsOf('authenticate.ts', ['mutual-tls', 'errors', 'every-route'], [
    ['a page of another origin uses the certificate', 'refuseCrossOrigin(request.headers)', '', ['page-data']],
    ['a certificate decides where a token is sent too', 'token === undefined\n      ? byCertificate', 'token === undefined || peerOf(request.raw.socket) !== undefined\n      ? byCertificate', ['tokens', 'mutual-tls']],
    ['the id of the path counts only in lower case', "typeof asked === 'string' ? asked.toLowerCase()", "typeof asked === 'string' ? asked", ['tokens', 'service-keys']],
    ['X-Vault-Token is read everywhere', 'if (isVault && vaultToken', 'if (vaultToken', ['vault-clients']],
    ['the scheme of a token counts only as it is usually written', '/^bearer +(\\S+) *$/i', '/^Bearer +(\\S+) *$/', ['tokens']]
  ]),
  ...mutationsOf('authorise.ts', ['policies', 'wrapped-keys'], [
    ['no policy is applied', "if (authorisation.mode === 'off') return\n", 'if (authorisation.mode !== undefined) return\n']
  ]),
  ...mutationsOf('needed-rights.ts', ['policies', 'wrapped-keys'], [
    ['an event on no named resource is seen by every caller', 'resources.length === 0 ? [whole] : resources', 'resources', ['event-visibility']],
    ['the resources of another kind are asked for', 'if (place.kind !== kind) continue', 'if (place.kind === kind) continue'],
    ['policies see the id of a key as it was written', 'const resource = resourceOf(kind, id)', 'const resource = { kind, id }', ['wrapped-keys']],
    ['a member that is null asks for its action', 'value != null && value !== false', 'value !== undefined && value !== false'],
    ['a change that names nothing needs no right', 'needed.length === 0 ? possible : needed', 'needed', ['needed-rights']],
    ['any state asks for the action of one', 'value === wanted', 'isGiven(value)', ['needed-rights']],
    ['the first write of a secret needs the right to write more', "exists(caller.okmsId ?? '', resource) === wanted", "exists(caller.okmsId ?? '', resource) !== wanted", ['needed-rights']],
    ['the list of a folder needs the right to the secret of its name', 'if (list !== undefined && hasOne(list, request)) return []', '', ['needed-rights']]
  ]),
  ...mutationsOf('multi-segment-paths.ts', ['multi-segment-paths'], [
    ['versions are found of secrets that do not exist', "return exists(okmsId, resourceOf(kind, value.map(decoded).join('/')))", 'return true'],
    ['an encoded slash says nothing', "/%2f/i.test(value[0] ?? '')", 'value.length === 0'],
    ['a path is changed for an operation of another method', 'methods.includes(method))\n    const pattern', 'methods.length > 0)\n    const pattern']
  ]),
  ...mutationsOf('body-parser.ts', ['body-parser', 'hostile-bodies', 'bodies'], [
    ['bytes that are no UTF-8 are replaced', "text.includes('\\uFFFD') && !isUtf8(body)", "text === '\\uFFFD' && !isUtf8(body)"],
    ['half a surrogate pair is taken', "if (text.includes('\\\\u')) refuseProblem", "if (text === '') refuseProblem"],
    ['a member that is given twice is taken', 'mayRepeat: isVault,', 'mayRepeat: true,'],
    ['any media type is taken', '!isAccepted(type, acceptedTypes(request))', "type === ''", ['body-parser', 'errors']],
    ['null passes for no body', "if (value === null) refuseProblem('body: got null; accepted: a JSON object')", ''],
    ['null is refused where no body is taken', 'value === null ||\n', 'value === undefined ||\n'],
    ['a body passes where none is taken', 'if (!isEmpty(value)) refuseProblem', "if (value === '') refuseProblem"]
  ]),
  ...mutationsOf('bootstrap.ts', ['bootstrap', 'bundle'], [
    ['the bundle is handed out though it is closed', 'if (!opened || secret === undefined) throw refusal(webErrors.BundleClosed)', ''],
    ['a page gets the bundle', "if (headers.origin !== undefined || (headers['sec-fetch-site'] ?? 'none') !== 'none') {\n    throw", "if (host === '[') {\n    throw"],
    ['a name that leads here from elsewhere gets the bundle', "isIP(host) === 0 && host !== 'localhost' && !names.includes(host)", "host === '['"],
    ['any secret opens the bundle', 'sent === undefined || !timingSafeEqual(digest(sent), digest(secret))', 'sent === undefined'],
    ['any method gets the bundle', "if (method !== 'GET' && method !== 'HEAD') {\n    throw", "if (method === '') {\n    throw"]
  ]),
  ...mutationsOf('continuation-token.ts', ['service-keys', 'validation', 'typical-mistakes', 'errors'], [
    ['a token that was not made here begins at the first key', 'if (plain !== undefined) return plain.readUIntBE(0, positionLength)', 'return plain?.readUIntBE(0, positionLength) ?? 0'],
    ['a token continues a list of another domain', 'list of service keys/${okmsId}/', 'list of service keys/${okmsId.slice(0, 0)}/', ['continuation-token']],
    ['a token continues a list of other states', '[...states].sort().join()', 'states.slice(0, 0).join()', ['continuation-token']],
    ['a list never ends', "if (position === null) return ''", '']
  ]),
  ...mutationsOf('cross-origin.ts', ['cross-origin'], [
    ['the origin of a page is not read', 'origin !== undefined && !isOwn(origin, host)', "origin === ''"],
    ['any page without an origin is its own', 'own !== undefined && originOf(origin) === own', 'originOf(origin) === own'],
    ['a page on another port of this host is its own', "site !== 'same-origin' && site !== 'none'", "site === 'cross-site'"]
  ]),
  ...mutationsOf('plain-port.ts', ['plain-port', 'ovh-api-port'], [
    ['a page calls the plain port', 'refuseCrossOrigin(headers)', ''],
    ['a page whose name leads here calls the plain port', 'if (!isLoopbackHost(host)) throw', "if (host === '[') throw"],
    ['the plain port has every front door', '?.isPlain !== true', '?.isPlain === false'],
    ['the plain port is read by the letters of a path', 'routeOptions.url ?? url', 'url']
  ]),
  ...mutationsOf('event-stream.ts', ['event-stream'], [
    ['a reader that stalls is never cut off', 'if (response.writableLength > patience) response.destroy()\n          else response.write', 'response.write'],
    ['a reader that stalls may hold a gigabyte', 'const patience = 1 << 20', 'const patience = 1 << 30'],
    ['any number of streams is opened', 'if (open.size >= most) throw', 'if (open.size < 0) throw'],
    ['one stream too many is opened', 'open.size >= most', 'open.size > most'],
    ['one credential takes all streams', ').length >= own.most', ').length < 0'],
    ['the streams of all credentials count for each', '.filter((other) => other === owner)', ''],
    ['a stream that ended keeps its place', "response.once('close', release)", ''],
    ['a stalled reader keeps the place of a stream that ended', '          release()\n          response.end()', 'response.end()'],
    ['the end of a stream is not reported', 'if (open.delete(response)) ended()', 'open.delete(response)'],
    ['streams hold up the end of the server', 'close () { for (const response of open.keys()) response.end() }', 'close () {}', ['event-stream']]
  ]),
  ...mutationsOf('home-page.ts', ['home-page'], [
    ['a page may be kept by a cache', "'cache-control': 'no-store' }).send({ ...start, ...who })", '}).send({ ...start, ...who })']
  ]),
  ...mutationsOf('pipelined-requests.ts', ['pipelined-requests'], [
    ['a stopped parser gets more input', 'if (response.socket === null) readAsStream', 'if (response.socket === undefined) readAsStream'],
    ['a connection is never read again after a large response', "socket.push('')", '']
  ]),
  ...mutationsOf('redacted-path.ts', ['redacted-path', 'tokens-in-paths'], [
    ['the parts of a key in base64 are shown', '(isClear(name) || unclear <= shownLength)', '(isClear(name) || unclear >= 0)'],
    ['a password before the host is shown', "!name.includes('@') && ", ''],
    ['a fragment is shown', 'url.split(/[?#]/, 1)', 'url.split(/[?]/, 1)']
  ]),
  ...mutationsOf('page-data.ts', ['page-data', 'page-events'], [
    ['the page of keys tells the full counts', 'counts: keys.counts(okmsId, maySee) ?? null }\n  })', 'counts: keys.counts(okmsId, undefined) ?? null }\n  })'],
    ['any key of the domain is shown', 'maySee === undefined || maySee(keyId) ? keys.history(caller.okmsId, keyId) : undefined', 'keys.history(caller.okmsId, keyId)'],
    ['the name of a hidden key is shown', 'maySee === undefined || maySee(id) ? names', 'maySee !== null ? names'],
    ['the operations of every key are shown for one', 'one.kind === other.kind && one.id === other.id', 'one.kind === other.kind'],
    ['an id in capital letters is not found', "const keyId = text('id').toLowerCase()", "const keyId = text('id')"]
  ]),
  ...mutationsOf('visibility.ts', ['page-data', 'page-secrets', 'page-events'], [
    ['a caller who may see all is checked one by one', "if (maySee({ kind: 'domain', id: caller.okmsId })) return undefined", "if (maySee({ kind: 'domain', id: caller.okmsId })) return () => false"],
    ['a policy for one resource shows the whole domain', 'return (id) => maySee({ kind, id })', 'return undefined'],
    ['who may get keys sees secrets', "secret: 'okms:apikms:secret/get'", "secret: 'okms:apikms:serviceKey/get'"],
    ['the configuration is shown to all', "authorisation.allows(caller, 'okms:apikms:secretConfig/get', { kind: 'domain', id: caller.okmsId })", 'true']
  ]),
  ...mutationsOf('page-route.ts', ['page-data'], [
    ['a state that is not known is ignored', "if (known === undefined && given !== '') throw", "if (known === undefined && given === ' ') throw"]
  ]),
  ...mutationsOf('page-secrets.ts', ['page-secrets'], [
    ['any secret of the domain is shown', 'maySee === undefined || maySee(path) ? secrets.history(okmsId, path) : undefined', 'secrets.history(okmsId, path)'],
    ['the page of secrets tells the full count', 'secrets.count(okmsId, maySee) ?? null', 'secrets.count(okmsId, undefined) ?? null'],
    ['the list shows hidden secrets', "text('after'), pageLength, maySee)", "text('after'), pageLength, undefined)"]
  ]),
  ...mutationsOf('page-events.ts', ['page-events', 'home-page'], [
    ['events tell the full counts', 'counts: keys.counts(okmsId, seenKeys) ?? null', 'counts: keys.counts(okmsId, undefined) ?? null'],
    ['events tell the full count of secrets', 'secrets.count(okmsId, seenSecrets) ?? null', 'secrets.count(okmsId, undefined) ?? null'],
    ['events show hidden secrets', '[...changed.secret].filter(seenSecrets ?? (() => true))', '[...changed.secret]'],
    ['events tell of another configuration that the caller may not see', '!endIfInvalid() && maySeeConfiguration(caller, authorisation)', '!endIfInvalid()'],
    ['events tell that something happened to what is hidden', '!isListed(kind) || visible(kind, caller, authorisation)?.(id) === false', '!isListed(kind)'],
    ['events tell how much happened that the caller may not see', 'if (seen === undefined) return', 'if (seen === undefined) passedOver++\n      if (seen === undefined) return'],
    ['events show hidden keys', '[...changed.serviceKey].filter(seenKeys ?? (() => true))', '[...changed.serviceKey]'],
    ['a stream goes on when its credential is revoked', '      requireCredential()\n', ''],
    ['the stream of a revoked credential waits for an event', "if (kind === 'credential' && id === credentialId) endIfInvalid()", '', ['page-events']],
    ['a stream that ended goes on to watch', '    stopWatching()\n', '', ['home-page', 'page-events']],
    ['operations are sent twice', '    waiting = []\n    passedOver = 0', '    passedOver = 0'],
    ['any number of keys is sent one by one', 'keyIds.slice(-maxListed)', 'keyIds.slice()']
  ]),
  ...mutationsOf('plain-http.ts', ['connections', 'errors'], [
    ['plain HTTP hangs', 'if (isLetter(first)) return', 'if (first === -1) return'],
    ['a client that says nothing is never cut off', '.setTimeout(timeout, cutOff)', '']
  ]),
  ...mutationsOf('rate-limit.ts', ['rate-limit'], [
    ['all tokens share one limit', "request.caller?.identities[0] ?? ''", "''"],
    ['all certificates share one limit', 'request.caller?.credentialId ?? request.caller?.identities[0]', 'request.caller?.okmsId'],
    ['one request more than the limit is let in', 'count > perSecond', 'count > perSecond + 1'],
    ['the last request of the limit is refused', 'count > perSecond', 'count >= perSecond'],
    ['counts never start again', '      counts = new Map()\n', ''],
    ['the second is a thousand of them', 'clock() / 1000', 'clock() / 1_000_000'],
    ['the time to wait is missing', "reply.header('retry-after', '1')", '', ['errors']]
  ]),
  ...mutationsOf('request-head.ts', ['framing', 'typical-mistakes'], [
    ['a second host is dropped', "['host', 'content-type', 'authorization'] as const", "['content-type', 'authorization', ''] as const"],
    ['any transfer coding is taken', "coding !== undefined && (httpVersionMinor === 0 || coding.toLowerCase() !== 'chunked')", "coding === ''"],
    ['headers beyond what Node reads are dropped', 'rawHeaders.length > 2 * maxHeaders', 'rawHeaders.length > 200 * maxHeaders'],
    ['a compressed body is read as it is', "encoding !== undefined && encoding.toLowerCase() !== 'identity'", "encoding === ''"],
    ['a request without a host is answered', 'headers.host === undefined && httpVersionMinor >= 1', 'headers.host === undefined && httpVersionMinor >= 2']
  ]),
  ...mutationsOf('operation-resource.ts', ['request-log', 'secrets-in-log', 'page-data'], [
    ['a secret in place of an id is repeated', 'refusal === undefined ? id : redactedPath(id)', 'id'],
    ['every operation acts on the domain', 'if (place === undefined || id === undefined)', 'if (okmsId !== undefined)'],
    ['an operation acts on the first resource of its path', '.findLast(', '.find(']
  ]),
  ...mutationsOf('request-line.ts', ['request-log', 'request-duration'], [
    ['logged durations are a thousand times too small', 'Math.round(milliseconds * 1000) / 1000', 'Math.round(milliseconds) / 1000'],
    ['a text of the client breaks the line', '"http_path":${json(path)}', '"http_path":"${path}"'],
    ['the texts of a refusal are not logged', 'refusalMembers(entry.refusal)', 'refusalMembers(undefined)']
  ]),
  ...mutationsOf('answer.ts', ['domain-clocks'], [
    ['every request has the time of the server', 'okmsId === undefined ? clocks.server : clocks.of(okmsId)', 'clocks.server'],
    ['the admin API has the time of the server', '(params as { readonly okmsId?: string } | null)?.okmsId ?? ', ''],
    ['a query is logged', ': pathOf(url)', ': url', ['request-log', 'secrets-in-log']]
  ]),
  ...mutationsOf('tls-listener.ts', ['tls-listener'], [
    ['sessions are resumed', 'constants.SSL_OP_NO_TICKET | ', ''],
    ['the certificate of a requested name is not sent', 'done(null, certificate && contextOf(certificate))', 'done(null, undefined)'],
    ['a new default certificate is not sent', 'server.setSecureContext(optionsFor(certificate))', ''],
    ['a handshake that fails leaves its connection open', "tlsClientError', (error, socket) => {\n    socket.destroy()", "tlsClientError', (error) => {"],
    ['a handshake that fails is not counted', 'handshakeFailed?.(codeOf(error) ?? error.message)', '', ['monitoring']],
    ['a client whose certificate is refused is served', 'if (refusal?.admitsHandshake(socket) ?? true) onConnection(socket)', 'onConnection(socket)']
  ]),
  ...mutationsOf('listen-plan.ts', ['listener'], [
    ['an address that a wildcard includes is listened on too', 'including.find((wildcard) => addresses.has(wildcard)) ?? address', 'address'],
    ['a machine without IPv6 does not serve both wildcards', 'optional: both &&', 'optional: false &&'],
    ['one address in two spellings is listened on twice', 'const spelled = new SocketAddress({ address, family: \'ipv6\' }).address', 'const spelled = address']
  ]),
  ...mutationsOf('listener.ts', ['tls-listener'], [
    ['a host that is missing stops the start', 'if ((!hostsChosen || planned.optional) &&', 'if (planned.optional &&'],
    ['a closing port waits for idle connections', 'setInterval(closeIdle, idleInterval)', 'setInterval(() => {}, idleInterval)'],
    ['a closing port waits for ever', 'for (const socket of sockets) socket.destroy()', '']
  ]),
  ...mutationsOf('request-admission.ts', ['handshake-refusal'], [
    ['a request for another domain is answered', 'asked === okmsId\n    ? undefined', "okmsId !== ''\n    ? undefined"],
    ['a token does not determine the domain', 'headers.authorization !== undefined || ', ''],
    ['the token of a Vault client does not determine the domain', " || headers['x-vault-token'] !== undefined", '', ['vault-clients']]
  ]),
  ...mutationsOf('watched-connection.ts', ['watched-connection', 'handshake-refusal'], [
    ['back-pressure of the client is ignored', "if (socket.write(bytes)) done()\n        else socket.once('drain', done)", 'socket.write(bytes)\n        done()'],
    ['back-pressure of TLS is ignored', 'if (!stream.push(bytes)) socket.pause()', 'stream.push(bytes)'],
    ['a paused client is never read again', 'read () { socket.resume() },', 'read () {},'],
    ['the end of a client is not passed on', "socket.on('end', () => { if (!isOver) stream.push(null) })", ''],
    ['what follows the last record is sent', 'if (isOver) return done()', '']
  ]),
  ...mutationsOf('token-endpoint.ts', ['token-endpoint'], [
    ['any grant type is taken', "if (grantType !== 'client_credentials') throw", "if (grantType === '') throw"],
    ['any scope is taken', "if (!scope.split(' ').includes('all')) {\n    throw", "if (scope === '') {\n    throw"],
    ['a parameter may be sent twice', 'if (others.length > 0) throw new OAuthRefusal', 'if (others.length > 9) throw new OAuthRefusal'],
    ['a token may be kept by a cache', "'cache-control': 'no-store', pragma", 'pragma'],
    ['the lifetime of a token is given in milliseconds', 'accessTokenLifetime / 1000', 'accessTokenLifetime'],
    ['a client may be named in two places', 'byHeader !== undefined && (clientSecret !== undefined || (clientId ?? byHeader.clientId) !== byHeader.clientId)', 'byHeader === null'],
    ['a browser asks its user for a password', 'row.http === 401 && request.headers.authorization !== undefined', 'row.http === 401']
  ]),
  ...mutationsOf('monitoring-routes.ts', ['monitoring-routes'], [
    ['a server that starts is ready', "isReady || check === 'live'", "isReady || check !== 'live'"],
    ['a page of another origin reads the metrics', 'refuseCrossOrigin(request.headers)', ''],
    ['metrics are there when they are off', 'if (metricsText === undefined) throw', 'if (metricsText === null) throw']
  ]),
  ...mutationsOf('prometheus.ts', ['monitoring-routes', 'monitoring'], [
    ['buckets do not add up', 'count += latencies[index] ?? 0', 'count = latencies[index] ?? 0'],
    ['latencies are in milliseconds', 'milliseconds / 1000', 'milliseconds'],
    ['each reading adds the counts once more', '        this.reset()\n        for (const [operation', '        for (const [operation']
  ]),
  ...mutationsOf('connection-metrics.ts', ['monitoring'], [
    ['every refusal is plain HTTP', 'if (error.kind === httpErrors.TlsRequired) ', ''],
    ['a rejected certificate is not counted', "rejected: () => { count('client_certificate') }", 'rejected: () => {}']
  ]),
  ...mutationsOf('admit-admin.ts', ['admin-api-access'], [
    ['the admin API is open to this machine unasked', '!openLoopback || !isLoopback', '!isLoopback'],
    ['the admin API is open to every machine when it is to this one', ' || !isLoopback(request.socket.remoteAddress)', '', ['admin-api-access', 'local-host']],
    ['a page of another origin uses the admin API', 'refuseCrossOrigin(request.headers)', '', ['admin-api-access', 'cross-origin']],
    ['a token opens the admin API next to the certificate', 'if (request.headers.authorization !== undefined) throw refusal(authenticationErrors.AdminCertificateNeeded)', '']
  ])
]
