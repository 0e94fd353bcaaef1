// Requests to the test controls that are wrong, extreme or built to do harm.

export interface ControlRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/_emulator`. */
  readonly path: string
  readonly body?: unknown
  /** Sent as it is, instead of a body in JSON. */
  readonly raw?: Buffer
}

const times = [
  '0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z', '10000-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z', '2030-02-30T00:00:00Z',
  '2030-01-01T24:00:00Z', '2030-01-01T00:00:60Z', '2030-01-01T00:00:00+14:00', '2030-01-01', 'now', '-1', '1e309', '\0'
]
const durations = [
  '9999y', 'P9999Y', '-P9999Y', '999999999d', '-999999999d', '9007199254740993ms', '99999999999999999999999s',
  '1e308d', 'PT0.0000001S', '-0s', 'P', 'PT', '--1d', '٣d', '1d1d', 'NaN', 'Infinity', '0x10s', '\u202e1d', ' '
]
const latencies = [
  '999999999d', '-1s', '1s..0s', '0s..999999999d', '1s+-999999d', '-1s+-1s', 'NaNms', '..', '+-', '1ms..2ms..3ms',
  '9'.repeat(80)
]
const numbers: readonly unknown[] = [
  0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, 2 ** 32, null, '1', [], {}, true
]

const aliases = (levels: number) => Array.from({ length: levels }, (_, level) =>
  `x${level}: &x${level} [${level === 0 ? 'a, a, a, a, a, a, a, a, a' : `*x${level - 1}, `.repeat(9)}]`).join('\n')

/** Texts of seeds by what is wrong with them. */
const seedTexts: Readonly<Record<string, string>> = {
  empty: '',
  'aliases that grow': aliases(12),
  'an alias of itself': 'domains: &x [*x]',
  'an anchor of a merge': 'base: &b {name: a}\ndomains:\n  - <<: *b\n    name: b\n',
  'a merge of many': 'domains:\n  - <<: [{name: a}, {name: b}]\n',
  deep: `domains: ${'['.repeat(50_000)}`,
  'deep maps': Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
  'deep JSON': `{"domains":${'[{"a":'.repeat(20_000)}`,
  large: `domains:\n${'  - name: a\n'.repeat(20_000)}`,
  'a long line': `domains: "${'x'.repeat(3_000_000)}"`,
  'many keys': `${Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n')}\n`,
  'many documents': '---\ndomains: []\n'.repeat(5000),
  'keys twice': 'domains: []\ndomains: []\n',
  'keys twice in JSON': '{"domains":[],"domains":[{}]}',
  'a byte order mark': '\ufeffdomains: []\n',
  'two byte order marks': '\ufeff\ufeffdomains: []\n',
  tabs: 'domains:\n\t- name: a\n',
  'a tag of a program': 'domains: !!js/function "function () { process.exit(1) }"\n',
  'another tag': 'domains: !!python/object/apply:os.system ["true"]\n',
  'a tag of a class': '%TAG ! tag:example.com,2000:\n---\ndomains: !x []\n',
  'binary data': 'domains: !!binary "AAAA"\n',
  'a set': 'domains: !!set {a, b}\n',
  'a prototype': '__proto__: {domains: []}\nconstructor: {prototype: {a: 1}}\n',
  'a prototype in JSON': '{"__proto__":{"domains":[]},"domains":[{"__proto__":{"name":"a"}}]}',
  'lone surrogates': '{"domains":[{"name":"\\ud800"}]}',
  'control characters': 'domains: "\0\u0001\u001b[31m\u2028"\n',
  'line ends of all kinds': 'domains:\r  - name: a\r\n  - name: b\u0085\u2028\n',
  numbers: 'domains: [1e999, 0x10, 0o17, .nan, -.inf, 9999999999999999999999999]\n',
  'a null': '~\n',
  'a list': '- a\n- b\n',
  'an unknown version': 'version: 999\ndomains: []\n'
}

const texts = Object.values(seedTexts)
const seedOf = (content: unknown): ControlRequest => ({ method: 'POST', path: '/seed', body: { content } })
const none = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'

/** Each may be refused or accepted, never with a fault of the server. */
export function controlRequests (okmsId: string): readonly ControlRequest[] {
  const move = (body: unknown): readonly ControlRequest[] =>
    ['/clock', `/domains/${okmsId}/clock`].map((path) => ({ method: 'PATCH', path, body }))
  const fault = (body: unknown): ControlRequest => ({ method: 'POST', path: '/faults', body })
  const get = (path: string): ControlRequest => ({ method: 'GET', path })
  const encoded = (value: unknown) => encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))
  return [
    ...times.flatMap((time) => move({ time, frozen: true })),
    ...durations.flatMap((advance) => [
      ...move({ advance }), ...move({ time: '9999-12-31T23:59:59Z', advance }),
      ...move({ time: '1970-01-01T00:00:00Z', advance })
    ]),
    ...numbers.flatMap((value) => [...move({ time: value }), ...move({ advance: value }), ...move({ frozen: value })]),
    ...[...latencies, ...durations].map((latency) => fault({ match: { okmsId }, effect: { latency } })),
    ...numbers.flatMap((value) => [
      ...['next', 'every', 'from', 'to', 'probability', 'seed'].map((name) =>
        fault({ match: { okmsId }, trigger: { [name]: value }, effect: { status: 429 } })),
      fault({ match: { okmsId }, effect: { status: 429, retryAfter: value } }), fault({ effect: value }), fault(value),
      { method: 'POST', path: '/snapshots', body: { okmsId: value, name: value } },
      seedOf(value)
    ] satisfies ControlRequest[]),
    ...['*'.repeat(100), `${'*a'.repeat(50)}b`, '(a+)+$', '[', '\\', '', '\0', none].flatMap((pattern) => [
      fault({ match: { okmsId, operationId: pattern }, effect: { status: 429 } }),
      fault({ match: { okmsId, resource: pattern }, effect: { status: 429 } }),
      fault({ match: { okmsId, path: pattern }, effect: { status: 429 } }),
      get(`/journal?operationId=${encoded(pattern)}`), get(`/journal/count?resource=${encoded(pattern)}`)
    ]),
    ...[...numbers, '99999999999999999999', '-0', '1e3', '0x1'].flatMap((value) => [
      get(`/journal?limit=${encoded(value)}`), get(`/journal?after=${encoded(value)}`),
      get(`/journal/wait?timeout=1ms&count=${encoded(value)}`), get(`/journal?status=${encoded(value)}`)
    ]),
    ...times.map((since) => get(`/journal/count?since=${encoded(since)}`)),
    ...durations.filter((timeout) => !/^[\dP]/.test(timeout))
      .map((timeout) => get(`/journal/wait?timeout=${encoded(timeout)}`)),
    ...texts.map(seedOf),
    {
      method: 'POST',
      path: '/seed',
      raw: Buffer.concat([Buffer.from('{"content":"a: '), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    },
    ...(['GET', 'DELETE'] as const).map((method): ControlRequest => ({ method, path: `/snapshots/${none}` })),
    { method: 'POST', path: `/snapshots/${none}/restore` },
    { method: 'POST', path: `/snapshots/${none}/fork`, body: { name: 'none' } },
    { method: 'POST', path: `/domains/${none}/reset` },
    { method: 'POST', path: '/reset?keepCredential=none' }, get('/export?material=maybe'), get(`/export?okmsId=${none}`)
  ]
}
