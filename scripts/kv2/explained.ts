// Steps that answer otherwise than the recorded server, each with the reason and with what the answer is instead.
// Numbers of choices and sections are those of kv2/differences.md. A row that no longer differs is an error.

export interface Explanation {
  readonly because: string
  readonly status: number
  /** Some members of the answer, by their paths. A refusal has the contract's four members in any case. */
  readonly answer?: Readonly<Record<string, unknown>>
}

/** By the number of the step, counted from 1. */
type Rows = Readonly<Record<number, Explanation>>

const answers = (status: number, because: string, answer?: Explanation['answer']): Explanation =>
  ({ because, status, ...(answer === undefined ? {} : { answer }) })
const refused = (because: string): Explanation => answers(400, because)
const absent = (because: string): Explanation => answers(404, because)
const done = (because: string): Explanation => answers(204, because)

const onlyFrom1 = 'choice 3: `version` is a number from 1, `depth` a number from 0'
const noNulls = 'choice 32: null puts every member back to its default, where Vault leaves delete_version_after'
const emptyDuration = 'choice 43: "" is no duration'
const joinedDays = 'choice 43: d is joined to other units, as OVHcloud has it'
const tooLarge = 'choice 14: 64 KB'
const notMade = 'the write before was refused'
const namesOf = 'choice 52: the pattern of the contract'
const mergeTypes = 'section 2: PATCH takes application/json too'
const textsOnly = 'choice 35: only texts'
const numbersOnly = 'choice 25: `versions` is a list of numbers'
const ownPages = 'choice 5: `limit` and `after` are unknown parameters and ignored; section 2: pages are asked for in headers'
const mediaType = 'section 2: media types that are not listed; section 3, trap 2: a body without Content-Type is JSON'
const head = 'RFC 9110 section 9.3.2: HEAD is GET without the content, on every route of this server'
const notVault = 'choice 58 to 60 name what is answered of sys and auth'

/** A name outside the pattern: neither written, read nor listed. */
const refusedName: Rows = { 1: refused(namesOf), 2: refused(namesOf), 3: absent(notMade) }

export const explained: Readonly<Record<string, Rows>> = {
  'config-null-members': { 8: answers(200, noNulls, { 'data.delete_version_after': '0s' }) },
  'config-durations-refused': { 4: refused(emptyDuration) },
  'data-version-param': { 3: refused(onlyFrom1), 4: refused(onlyFrom1), 6: refused(onlyFrom1) },
  'data-wrong-types': { 2: refused('choice 10: a list'), 8: absent(notMade) },
  'data-numbers': {
    2: answers(200, 'ECMA-262: JSON.stringify writes -0 as 0, the same number', { 'data.data.neg0': 0, 'data.data.one': 1 })
  },
  'data-two-documents': {
    1: refused('RFC 8259: two documents are no JSON text'), 2: absent(notMade)
  },
  'data-content-types': {
    1: refused(mediaType),
    2: answers(200, mediaType, { 'data.version': 1 }),
    3: answers(200, mediaType, { 'data.version': 2 }),
    4: refused(mediaType),
    6: refused(mediaType),
    7: answers(200, mediaType, { 'data.current_version': 2 })
  },
  'config-methods': { 5: answers(200, head) },
  'data-size-64k-and-one': { 1: refused(tooLarge), 2: absent(notMade) },
  'data-size-512k': { 1: refused(tooLarge), 2: absent(notMade) },
  'data-many-keys': {
    1: answers(200, 'section 6: a guard of OpenBao alone', { 'data.version': 1 }),
    2: answers(200, 'section 6: a guard of OpenBao alone', { 'data.metadata.version': 1 }),
    3: answers(200, 'section 6: a guard of OpenBao alone', { 'data.version': 2 })
  },
  'cas-types': {
    3: answers(200, 'contract: cas is an integer, and 2.0 is the integer 2', { 'data.version': 3 }),
    4: refused('contract: cas is an integer, and 2.0 is the integer 2, so that this version is made'),
    7: refused('choice 16: "" is no number; the text says so'),
    8: refused('choice 16: a negative number is none of a version; the text says so')
  },
  'cas-true': {
    2: refused('choice 16: cas is an integer, or a text of digits'),
    3: refused('choice 16: cas is an integer, or a text of digits')
  },
  'cas-large': { 1: refused('choice 16: no uint32, as in the contract; the text says so') },
  'patch-data-null': {
    2: refused('choice 9: null is no patch'),
    3: answers(200, notMade, { 'data.data': { a: 1 }, 'data.metadata.version': 1 })
  },
  'patch-content-types': {
    2: answers(200, mergeTypes, { 'data.version': 2 }),
    3: answers(200, 'section 3, trap 2: a body without Content-Type is JSON', { 'data.version': 3 }),
    5: answers(200, mergeTypes, { 'data.version': 4 }),
    7: answers(200, mergeTypes, { 'data.data': { a: 1, b: 1 }, 'data.metadata.version': 4 })
  },
  'delete-versions-single-number': {
    2: refused(numbersOnly), 3: answers(200, notMade, { 'data.versions.1.deletion_time': '' })
  },
  'delete-versions-bad': { 9: refused(numbersOnly), 10: refused(numbersOnly), 11: refused(numbersOnly) },
  'metadata-write-nulls': { 5: answers(200, noNulls, { 'data.delete_version_after': '0s', 'data.max_versions': 0 }) },
  'metadata-custom-values': { 1: refused(textsOnly), 2: absent(notMade) },
  'metadata-durations-of-clients': {
    13: done(joinedDays),
    14: answers(200, joinedDays, { 'data.delete_version_after': '36h0m0s' }),
    15: done(joinedDays),
    16: answers(200, joinedDays, { 'data.delete_version_after': '48h0m0s' })
  },
  'metadata-durations-refused': { 4: refused(emptyDuration), 8: absent(notMade) },
  'metadata-patch-nulls': { 5: answers(200, noNulls, { 'data.delete_version_after': '0s', 'data.max_versions': 0 }) },
  'metadata-patch-empty': { 5: done(mergeTypes), 6: answers(200, mergeTypes, { 'data.max_versions': 2 }) },
  'metadata-patch-refused': { 6: refused(textsOnly) },
  'list-pages-openbao': {
    5: answers(200, ownPages, { 'data.keys': ['a', 'b', 'c', 'd'] }),
    6: answers(200, ownPages, { 'data.keys': ['a', 'b', 'c', 'd'] }),
    7: answers(200, ownPages, { 'data.keys': ['a', 'b', 'c', 'd'] }),
    10: answers(200, ownPages, { 'data.keys': ['a', 'b', 'c', 'd'] }),
    11: answers(200, ownPages, { 'data.keys': ['a', 'b', 'c', 'd'] })
  },
  'after-by-config': {
    5: answers(
      200, 'choice 44: the duration of the secret counts, where Vault takes the shorter one',
      { 'data.deletion_time': '<time frac +120min>' }
    ),
    10: answers(200, 'choice 44: the duration of the secret counts, where Vault takes the shorter one', {
      'data.versions.1.deletion_time': '<time frac +60min>',
      'data.versions.2.deletion_time': '<time frac +120min>',
      'data.versions.3.deletion_time': '<time frac +30min>',
      'data.versions.4.deletion_time': '<time frac +60min>'
    }),
    11: refused('choice 43: a duration is not negative'),
    13: answers(200, 'choice 43: a duration is not negative', { 'data.deletion_time': '<time frac +30min>' })
  },
  'subkeys-params': { 5: refused(onlyFrom1), 6: refused(onlyFrom1), 8: refused(onlyFrom1) },
  'path-space-percent': refusedName,
  'path-plus': refusedName,
  'path-percent-percent': refusedName,
  'path-double-encoded-slash': refusedName,
  'path-bad-utf8': { 1: refused(namesOf), 2: refused(namesOf) },
  'path-trailing-space': refusedName,
  'path-hash-encoded': refusedName,
  'path-star': refusedName,
  'path-backslash': refusedName,
  'path-tilde-quote': refusedName,
  'path-long-segment': {
    1: refused('choice 52: 255 characters'),
    2: refused('choice 52: 255 characters'),
    3: refused('choice 52: 255 characters'),
    4: refused('choice 52: 255 characters'),
    5: refused('choice 52: 255 characters')
  },
  'path-outside': { 14: answers(401, 'contract: ListSecretV2, which does not read X-Vault-Token') },
  'verbs-data': { 2: answers(200, head), 8: refused('RFC 9110 section 9.1: the method is case-sensitive') },
  'header-namespace': {
    2: answers(200, 'choice 56: X-Vault-Namespace is ignored', { 'data.data': { a: 1 } })
  },
  'header-wrap-ttl': {
    2: answers(200, 'choice 56: X-Vault-Wrap-TTL is ignored', { 'data.data': { a: 1 } })
  },
  'token-lookup-self': { 3: answers(200, head) },
  'sys-mounts': { 1: absent(notVault), 2: absent(notVault), 3: absent(notVault), 4: absent(notVault) },
  'sys-capabilities': { 1: absent(notVault), 2: absent(notVault) }
}
