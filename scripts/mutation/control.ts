// Faults in the test controls: their services and their faces.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const controlMutations: readonly Mutation[] = [
  ...mutationsOf('clocks.ts', ['clocks', 'clock'], [
    ['a domain follows the server although its clock is its own', 'ofDomains.get(owner) ?? ofServer', 'ofServer'],
    ['a domain without a clock of its own follows the machine', 'ofDomains.get(owner) ?? ofServer', 'ofDomains.get(owner) ?? initial'],
    ['a frozen clock runs on', 'return frozenAt ?? realOf(owner)() + offset', 'return realOf(owner)() + offset'],
    ['a clock can be moved anywhere', 'if (!isShowable(target)) throw', 'if (Number.isNaN(target)) throw'],
    ['a resumed clock jumps back to where it would be', 'advance !== 0 || old.frozenAt !== undefined', 'advance !== 0'],
    ['a clock that is moved does not stay frozen', 'frozen ?? old.frozenAt !== undefined', 'frozen ?? false'],
    ['the client of the files is forgotten by the next move', 'appliesToClient ?? old.appliesToClient', 'appliesToClient ?? false'],
    ['a released domain stays where it is', 'else ofDomains.delete(owner)', '']
  ]),
  ...mutationsOf('control.ts', ['clock-effects'], [
    ['a new domain has the clock of a removed one', 'clocks.release(okmsId)', '']
  ]),
  ...mutationsOf('emulator.ts', ['clock', 'moved-clock'], [
    ['a moved clock locks out the client that moves it', 'clocks.appliesToClient(okmsId) ? clocks.of(okmsId) : machineClock', 'clocks.of(okmsId)']
  ]),
  ...mutationsOf('whole-content.ts', ['snapshot-store', 'controls'], [
    ['what came before a restore is shown from memory', '    whole.forgetRows()\n  }\n  if', '  }\n  if'],
    ['erased material stays in the log', 'if (erased > 0) emptyLog()', '', ['snapshot-store']],
    ['a fork has the credentials of its origin', 'else content[kind]?.add(forked.okmsId, value)', 'else (kind === credentialKind ? credentials : content[kind])?.add(forked.okmsId, value)'],
    ['a fork is in the default region', 'region: forked.region ?? (value as NewDomain).region', 'region: forked.region'],
    ['a restore locks out the client of the files', 'credentials.putBack(credential)', ''],
    ['a restore removes the domain of the client of the files', 'if (domains.find(owner.okmsId) === undefined) domains.put(owner)', ''],
    ['domains that came since stay', 'if (okmsId !== kept?.okmsId) domains.delete(okmsId)', ''],
    ['tokens that came since stay', 'for (const rows of Object.values(server).reverse()) rows.clear()', '']
  ]),
  ...mutationsOf('snapshot-store.ts', ['snapshot-store'], [
    ['a snapshot of an older version is read', 'if (stored.schemaVersion < readableSince) {', 'if (stored.schemaVersion < 0) {'],
    ['the key of a removed snapshot stays', 'parts.eraseKey(stored.keySlot)', ''],
    ['the key of a removed snapshot stays in the log', 'if (isRemoved) emptyLog()', ''],
    ['a fork shows keys of a removed domain', 'const erased = whole.clear(domain.okmsId)', 'const erased = 0'],
    ['a restore leaves what came since', 'okmsId === null ? whole.clearServer() : whole.clearDomain(okmsId)', 'okmsId === null ? whole.clearServer() : 0'],
    ['a snapshot of the server lacks tokens', 'if (isServer) yield * whole.serverEntries()', '']
  ]),
  ...mutationsOf('snapshot-parts.ts', ['snapshot-store'], [
    ['two parts can change places', '`snapshot/${snapshotId}/${number}`', '`snapshot/${snapshotId}`']
  ]),
  ...mutationsOf('key-content.ts', ['snapshot-store'], [
    ['past states of keys are lost', 'changes.add(insert({ ...key, okmsId }, material), past)', 'insert({ ...key, okmsId }, material)'],
    ['material of keys that are gone stays', 'for (const slot of sealed) slots.erase(slot)', '']
  ]),
  ...mutationsOf('secret-content.ts', ['snapshot-store'], [
    ['the configuration of secrets is lost', 'yield { configuration: decodeConfiguration(configuration) }', ''],
    ['a reset keeps the configuration of secrets', 'statements.removeConfiguration.run(okmsId)', '']
  ]),
  ...mutationsOf('snapshots.ts', ['snapshots', 'controls'], [
    ['a removed domain keeps its clock', 'if (!after.includes(okmsId)) options.forgetDomain(okmsId)', ''],
    ['a restored domain ends pending changes of policies', 'if (snapshot.okmsId === null) options.accessChanged()', 'options.accessChanged()', ['service-like']],
    ['a snapshot of the server is forked', 'if (get(snapshotId).okmsId === null) throw', "if (snapshotId === '') throw"]
  ]),
  ...mutationsOf('resets.ts', ['domains', 'controls'], [
    ['a reset keeps the clock of a domain', '      store.domain(okmsId)\n      forgetDomain(okmsId)', '      store.domain(okmsId)'],
    ['a reset of the server keeps its clock', 'options.forgetServer()', '']
  ]),
  ...mutationsOf('pending-changes.ts', ['pending-changes'], [
    ['a change counts at once', 'return since <= now && now < until', 'return false'],
    ['a change counts only after its time', 'now < until', 'now <= until'],
    ['a change of the future never counts', 'since <= now && now < until', 'now < until'],
    ['the last change says what was there before', 'firstOf(id)?.before', 'pending.findLast((one) => one.id === id)?.before'],
    ['a domain goes by the clock of the server', '(okmsId === undefined ? clocks.server : clocks.of(okmsId))()', 'clocks.server()'],
    ['a faster change overtakes the one before it', 'pending.find((one) => one.id === id)', 'pending.toSorted((one, other) => one.until - other.until).find((one) => one.id === id)'],
    ['one domain ends the changes of all', 'pending.filter((one) => one.okmsId !== okmsId)', '[]']
  ]),
  ...mutationsOf('delayed-access.ts', ['delayed-access'], [
    ['groups do not wake decisions', '[policies, groups].map', '[policies].map'],
    ['a credential that is CREATING is let in', 'isCreating(credentialId) ? undefined : store', 'store'],
    ['a credential goes by the clock of the server', 'credentials.add(credentialId, undefined, okmsId)', 'credentials.add(credentialId, undefined)']
  ]),
  ...mutationsOf('access.ts', ['service-like'], [
    ['what a seed gives takes its time', 'policies: policiesWith(forget),', 'policies: policiesWith(delayed?.policyChanging ?? forget),'],
    ['changes of before a restore still come', '      delayed?.apply()\n', ''],
    ['a reset domain has credentials that are CREATING', '    delayed?.apply(okmsId)\n', ''],
    ['a new credential is READY at once', '    ordered: delayed?.credentialAdded,\n', '']
  ]),
  ...mutationsOf('credential-reply.ts', ['service-like'], [
    ['a credential that is CREATING shows its certificate', "status === 'CREATING' ? {} : ", '']
  ]),
  ...mutationsOf('time-text.ts', ['time-text'], [
    ['a duration into the past leads ahead', "sign === '-' && milliseconds !== 0 ? -milliseconds : milliseconds", 'milliseconds'],
    ['February has 31 days', 'return isDay && isShowable(time)', 'return isShowable(time)'],
    ['fractions of a second count as seconds', ".padEnd(3, '0'))", '.padEnd(4, \'0\'))']
  ]),
  ...mutationsOf('exec.ts', ['exec'], [
    ['exec logs what serve logs', "[options.logLevel.name]: 'warn'", "[options.logLevel.name]: 'info'"],
    ['a server outlives the command', '    await emulator.close()\n', ''],
    ['the folder of exec stays', '    temporary.remove()\n', ''],
    ['signals are taken for ever', '      signals.end()\n', ''],
    ['the variables of java are set unasked', 'named.length === 0 ? namesOf(false) : named', 'clientEnvironments.map(({ name }) => name)'],
    ['commands inside look on the port of the user', ", [options.port, '0']", '']
  ]),
  ...mutationsOf('command-process.ts', ['exec'], [
    ['the command gets no signals', '    signals.to(child)\n', ''],
    ['a command that a signal ended succeeded', 'signal === null ? code ?? 0 : exitCodeOf(signal)', 'code ?? 0'],
    ['every failure is 127', "code === 'ENOENT'", 'true']
  ]),
  ...mutationsOf('passed-signals.ts', ['passed-signals'], [
    ['Ctrl+C reaches the command twice', 'if (!(onTerminal && sentByTerminal.has(signal)))', 'if (true)'],
    ['the last early signal counts', 'first ??= signal', 'first = signal']
  ]),
  ...mutationsOf('wait.ts', ['wait'], [
    ['wait tries once', 'reason !== undefined && performance.now() < end', 'false'],
    ['one attempt takes longer than all', 'Math.min(Math.max(left, leastPatience), patience)', 'patience']
  ]),
  ...mutationsOf('keys-client.ts', ['key'], [
    ['key list has one page', 'page.is_truncated ? page.continuation_token : undefined', 'undefined'],
    ['key list has every state', "if (state !== undefined) query.set('state', state)", ''],
    ['key show prints what the server sends', 'publicMembers.has(member)', 'member !== \'\'']
  ]),
  ...mutationsOf('temporary-defaults.ts', ['temporary-defaults'], [
    ['a named data folder keeps nothing', 'given(options.data) !== undefined || ', '']
  ])
]
