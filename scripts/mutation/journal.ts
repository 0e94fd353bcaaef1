// Mutations of the journal: recording, looking for entries, waiting for them, and what pages see of them.

import { mutationsOf, type Mutation } from './mutation.js'

export const journalMutations: readonly Mutation[] = [
  ...mutationsOf('journal-memory.ts', ['journal'], [
    ['dropped entries are counted for no domain', 'dropped.set(replaced.okmsId,', 'dropped.set(null,'],
    ['the newest entries come first', 'const oldest = latest % capacity', 'const oldest = 0'],
    ['clearing one domain clears all', 'entry?.okmsId === okmsId', 'true'],
    ['what was dropped counts after it was cleared', '      else dropped.delete(okmsId)\n', '']
  ]),
  ...mutationsOf('journal.ts', ['journal'], [
    ['watchers of another domain are informed', 'watchers.get(okmsId) ?? []', '[...watchers.values()].flatMap((all) => [...all])'],
    ['watchers of all domains miss the requests', 'yield * watchers.get(undefined) ?? []', ''],
    ['watchers go on after they stopped', '        own.delete(watcher)\n', '']
  ]),
  ...mutationsOf('journal-queries.ts', ['journal-queries'], [
    ['a misspelt operation is looked for', '!operationIds.some(patternMatcher([operationId]))', "operationId === ''"],
    ['a wait counts the entries of before it alone', 'found.push(entry)', ''],
    ['a wait counts what does not match', '            if (!matches(entry)) return\n', ''],
    ['a wait counts what was cleared', 'cleared () { found = matching() }', 'cleared () {}'],
    ['a wait goes on when its client is gone', "signal?.addEventListener('abort', end)", ''],
    ['a wait begins for a client that is gone', ' || signal?.aborted === true', ''],
    ['any number of waits is served', 'waits.size >= maxWaits', 'waits.size >= 10 * maxWaits'],
    ['the place of a wait is never free again', '          waits.delete(end)\n', ''],
    ['waits keep the server from stopping', 'for (const end of [...waits]) end()', ''],
    ['the oldest are found where the newest are wanted', 'found.reverse().slice(0, limit)', 'found.slice(0, limit)']
  ]),
  ...mutationsOf('nearest-misses.ts', ['journal-queries'], [
    ['entries of other domains are misses', 'okmsId === undefined || entry.okmsId === okmsId || entry.okmsId === null', 'true'],
    ['the farthest misses are shown', 'one.differences.length - other.differences.length', 'other.differences.length - one.differences.length'],
    ['what matches is a miss', 'miss.differences.length > 0', 'true']
  ]),
  ...mutationsOf('journal-filter.ts', ['journal-filter'], [
    ['a class of status is its first digit alone', "wanted.endsWith('xx')", 'true'],
    ['the last entry is found again', 'sequence > wanted', 'sequence >= wanted']
  ]),
  ...mutationsOf('resource-pattern.ts', ['journal-filter', 'faults'], [
    ['ids count in one case alone', "idOf(rest.join('/'))", "rest.join('/')"],
    ['a URN is one of any domain', 'resourceUrn(okmsId, resource)', "resourceUrn('d', resource)"]
  ]),
  ...mutationsOf('journal-entry.ts', ['journal-filter'], [
    ['a request without a reply was successful', 'status !== null && status < 400', 'Number(status) < 400']
  ]),
  ...mutationsOf('journal-view.ts', ['event-visibility', 'page-events'], [
    ['the page shows the operations of every domain', 'okmsId === viewer.okmsId && caller !== null', 'caller !== null', ['page-data', 'home-page']],
    ['requests are shown to callers that could not have made them', 'return needs?.every(', 'return needs?.every(() => true) || needs?.every('],
    ['one of the rights that a request needs is enough to see it', 'return needs?.every(', 'return needs?.some(', ['event-visibility']],
    ['the request of a token passes for that of every other', 'caller.credentialId !== null && caller.credentialId', 'caller.credentialId === null || caller.credentialId', ['page-events']],
    ['own requests are hidden', 'if (isOwn || authorisation', 'if (authorisation', ['event-visibility']],
    ['others see the identities of a refused caller', 'refusal: refusalForOthers ?? undefined', 'refusal: refusal ?? undefined']
  ]),
  ...mutationsOf('request-journal.ts', ['journal-recording'], [
    ['durations are seconds', 'Math.round(answer.milliseconds * 10) / 10', 'Math.round(answer.milliseconds * 10) / 10_000', ['request-duration']],
    ['an unknown domain has entries', 'caller !== undefined || domains.find(okmsId) !== undefined', 'true'],
    ['looking into the journal changes it', 'return recorded.has(operationId)', 'return true'],
    ['pages are recorded', 'vault === true || (is404 &&', 'true || (is404 &&'],
    ['a misspelt call of the admin API is recorded', "!path.startsWith('/_emulator')", "path !== ''"],
    ['a refusal for others has the identities of the caller', "shown.replaceAll(identity, 'another caller')", "shown.replaceAll('', identity.slice(0, 0))", ['event-visibility']]
  ]),
  ...mutationsOf('bounded-request.ts', ['bounded-request'], [
    ['texts of any length are kept', 'text?.slice(0, keptLength)', 'text?.slice(0)'],
    ['any number of rights is kept', 'rights.length <= keptRights', 'rights.length >= 0'],
    ['ids of any length are kept', 'resource.id.length <= maxSegmentLength', "resource.id !== ''"]
  ]),
  ...mutationsOf('connection-journal.ts', ['journal-recording'], [
    ['a certificate of another CA names a domain', 'issuedByUs && domains.find(okmsId)', 'domains.find(okmsId)'],
    ['a rejected handshake has the time of the server', 'clocks.of(okmsId)()', 'clocks.server()']
  ])
]
