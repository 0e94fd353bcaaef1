// What the page fuzz sends: methods, and the values of headers that decide how a page or a file is answered.

export const everyMethod = [
  'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'QUERY', 'PROPFIND', 'PURGE', 'LINK',
  'M-SEARCH', 'LIST'
] as const

const aDate = 'Tue, 15 Nov 1994 08:12:31 GMT'
const dates = [
  aDate, 'Fri, 31 Dec 9999 23:59:59 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT',
  'Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z', '0', '-1', 'yesterday', '', '99999999999999999999', 'NaN'
]
const entityTags = [
  '*', '"x"', 'W/"x"', '"x", "y"', 'x', '""', '"', 'W/', '"x', ',', ', ,', '*, "x"', '', `"${'x'.repeat(3000)}"`,
  Array.from({ length: 300 }, (_, index) => `"${index}"`).join(', ')
]
const sites = ['none', 'same-origin', 'same-site', 'cross-site', 'SAME-ORIGIN', 'x', '']

/** By the name of a header, the values that are sent with it. */
const listedHeaders: Readonly<Record<string, readonly string[]>> = {
  // conditional requests, RFC 9110 section 13
  'If-Match': entityTags,
  'If-None-Match': entityTags,
  'If-Modified-Since': dates,
  'If-Unmodified-Since': dates,
  'If-Range': [...entityTags.slice(0, 6), ...dates.slice(0, 6)],
  // range requests, section 14
  Range: [
    'bytes=0-0', 'bytes=0-', 'bytes=-1', 'bytes=-0', 'bytes=5-1', 'bytes=99999999-', 'bytes=0-99999999',
    'bytes=-99999999', 'bytes=0-0,2-3', 'bytes=0-0, 0-0, 0-0, 0-0', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=1',
    'bytes', '=', '', 'lines=0-1', 'bytes=0x0-1', 'bytes=-9223372036854775809', 'bytes=18446744073709551616-',
    'bytes=1e3-', 'bytes= 0 - 1 ', 'none',
    `bytes=${Array.from({ length: 500 }, (_, index) => `${index}-${index}`).join(',')}`
  ],
  // what the reply may be, section 12
  Accept: ['*/*', 'text/html', 'application/json;q=0', 'image/png', '*', '/', ';', 'text/event-stream', ''],
  'Accept-Encoding': [
    'gzip', 'br', 'zstd', 'gzip;q=0', 'identity;q=0', '*;q=0', 'gzip, deflate, br', 'identity', '', ';', 'gzip;q=2',
    'gzip;q=-1', 'x'.repeat(2000)
  ],
  'Accept-Language': ['en', '*;q=0', '', 'x'.repeat(2000)],
  'Accept-Charset': ['utf-8', 'utf-16;q=1', ''],
  TE: ['trailers', 'chunked', 'gzip', 'trailers, deflate;q=0.5', ''],
  // what the body is
  'Content-Type': [
    'application/json', 'application/json; charset=utf-16', 'text/plain', 'multipart/form-data',
    'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', '/', 'x', '', ';',
    'application/merge-patch+json', 'text/html; charset="'
  ],
  'Content-Encoding': ['gzip', 'br', 'identity', 'IDENTITY', 'gzip, gzip', '', 'x'],
  'Content-Range': ['bytes 0-1/2', 'bytes */0', ''],
  'Content-Location': ['/', '//evil.example'],
  Digest: ['sha-256=AAAA'],
  // the connection, RFC 9112 section 9 and RFC 9110 section 7
  Connection: [
    'keep-alive', 'close', 'Close', 'close, keep-alive', 'upgrade', 'Upgrade, HTTP2-Settings', 'host', 'content-length',
    'authorization', 'te', '', ',', 'x'.repeat(2000)
  ],
  'Keep-Alive': ['timeout=0', 'timeout=-1, max=0', 'timeout=99999999999', ''],
  'Proxy-Connection': ['keep-alive', 'close'],
  Upgrade: ['websocket', 'h2c', 'TLS/1.0', 'HTTP/2.0, websocket', ''],
  'HTTP2-Settings': ['AAMAAABkAAQAAP__', ''],
  'Sec-WebSocket-Key': ['dGhlIHNhbXBsZSBub25jZQ==', ''],
  'Sec-WebSocket-Version': ['13', '0'],
  Expect: ['100-continue', '100-Continue', '200-ok', '', '100-continue, x'],
  Trailer: ['Content-Length', 'Host', 'X-Sum'],
  'Max-Forwards': ['0', '-1', 'x'],
  Via: ['1.1 proxy', ''],
  // caches
  'Cache-Control': ['no-cache', 'no-store', 'only-if-cached', 'max-age=-1', 'max-stale', ''],
  Pragma: ['no-cache'],
  // browsers, and what names the caller or the address
  Origin: [
    'null', 'https://localhost', 'https://evil.example', 'file://', '', 'https://localhost:1, https://evil.example'
  ],
  'Sec-Fetch-Site': sites,
  'Sec-Fetch-Mode': ['navigate', 'no-cors', 'cors', 'websocket', ''],
  'Sec-Fetch-Dest': ['document', 'serviceworker', 'script', 'empty', ''],
  'Sec-Purpose': ['prefetch'],
  'Service-Worker': ['script'],
  'Access-Control-Request-Method': ['DELETE', 'x', ''],
  'Access-Control-Request-Headers': ['authorization', ''],
  'Access-Control-Request-Private-Network': ['true'],
  Referer: ['https://evil.example/', 'about:blank', '//', ''],
  Cookie: ['a=b', 'a', ';', '', 'x'.repeat(4000)],
  'Last-Event-ID': ['1', '', 'x'.repeat(2000)],
  Host: [
    '', 'evil.example', 'localhost.', 'LOCALHOST', '[::1]', '[::1', '127.0.0.1:99999', 'localhost:0', 'a b', 'a@b', '*',
    'xn--', 'x'.repeat(300), '0.0.0.0', '127.1', '2130706433', 'localhost:', ':', '[]'
  ],
  'X-Forwarded-For': ['127.0.0.1', 'unknown'],
  'X-Forwarded-Proto': ['http'],
  'X-Forwarded-Host': ['evil.example'],
  Forwarded: ['for=127.0.0.1;proto=http;host=evil.example', ''],
  'X-HTTP-Method-Override': ['DELETE'],
  'X-Original-URL': ['/_emulator/domains'],
  'X-Rewrite-URL': ['/_emulator/domains'],
  'X-Request-Id': ['x', 'x'.repeat(2000)],
  'Early-Data': ['1'],
  Prefer: ['respond-async', 'return=minimal'],
  Priority: ['u=0, i', ''],
  From: ['a@b'],
  Date: dates.slice(0, 3),
  'X-Pagination-Size': ['10', '0', '-1', '101', 'x', ''],
  'X-Pagination-Cursor': ['AAAA', '', '!', 'x'.repeat(3000)],
  'X-Vault-Token': ['', 'x', 's.abc', 'x'.repeat(2000)],
  'X-Vault-Namespace': ['admin/', ''],
  'X-Vault-Wrap-TTL': ['60s'],
  'User-Agent': ['', 'Mozilla/5.0', '(', 'x'.repeat(2000)],
  Authorization: [
    '', 'Basic', 'Basic !', 'Basic Og==', 'Bearer', 'Bearer x.y.z', 'Negotiate AAAA', 'Digest username="a"', 'x'
  ],
  'Proxy-Authorization': ['Basic Og==']
}

/** Every header with each of its values, one pair each. */
export const listedPairs: ReadonlyArray<readonly [name: string, value: string]> = Object.entries(listedHeaders)
  .flatMap(([name, values]) => values.map((value) => [name, value] as const))

/** What may follow the path of a route, or take its place. */
export const alteredTargets: ReadonlyArray<(path: string, host: string) => string> = [
  (path) => `${path}?`,
  (path) => `${path}?list=true&version=1&depth=2&includeData=true&cas=1`,
  (path) => path.replace('spare/secret', 'spare%2Fsecret'),
  (path) => path.replace('spare/secret', 'spare%252Fsecret/./../spare//secret/'),
  (path) => `${path}/version/1/version`,
  (path) => `${path}?after=x&state=active&type=oct&search=%00&id=x&kind=serviceKey`,
  (path) => `${path}?a=1&a=2&__proto__=x&constructor[prototype]=x`,
  (path) => `${path}?%`,
  (path) => `${path}?x=%ff%fe&y=%C0%80`,
  (path) => `${path}?${'x=1&'.repeat(1000)}`,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `/${path}`,
  (path) => `/.${path}`,
  (path) => `/x/..${path}`,
  (path) => `${path}/../../../../etc/passwd`,
  (path) => `${path}%2f..%2f..%2fetc%2fpasswd`,
  (path) => `${path}%00`,
  (path) => `${path}%`,
  (path) => `${path}%zz`,
  (path) => `${path}#fragment`,
  (path) => `${path};x=y`,
  (path) => `${path}.map`,
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replaceAll('/', '\\'),
  (path) => path + 'x'.repeat(3000),
  (path, host) => `https://${host}${path}`,
  (path, host) => `http://user:password@${host}${path}`,
  (path) => `//evil.example${path}`,
  () => '*',
  () => '/',
  () => '/favicon.ico',
  () => '/.well-known/security.txt',
  () => '/swagger/static/../../package.json',
  () => '/swagger/static/%2e%2e/%2e%2e/package.json',
  () => '/page/%2e%2e%2fserver.pem',
  () => '/swagger/static/constructor',
  () => '/page/__proto__.js'
]

export const bodies: readonly string[] = [
  '', '{}', 'null', '[]', '{"name":"x"}', '{"a":', '\0', 'a=b&c', '"\\ud800"', '{"__proto__":{"x":1}}',
  '[['.repeat(2000),
  '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n', '{"name":"x","type":"oct"}'
]
