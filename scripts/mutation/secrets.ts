// Faults in secrets: their rules, their services, their store and both of their APIs.
/* eslint no-template-curly-in-string: "off" -- the texts are pieces of code */

import { mutationsOf, type Mutation } from './mutation.js'

export const secretMutations: readonly Mutation[] = [
  ...mutationsOf('check-and-set.ts', ['check-and-set', 'secrets'], [
    ['a required check-and-set parameter is not required', 'if (required) throw', 'if (required && cas === 0) throw'],
    ['any check-and-set parameter is right', 'else if (cas !== currentVersion) {', 'else if (cas > currentVersion) {']
  ]),
  ...mutationsOf('custom-metadata.ts', ['custom-metadata'], [
    ['a patch keeps what it removes', 'if (value === null) merged.delete(name)\n    else merged.set(name, value)\n  }\n  return nullWhenEmpty', 'if (value !== null) merged.set(name, value)\n  }\n  return nullWhenEmpty'],
    ['a replacement merges', 'return nullWhenEmpty(edit.replaceBy ?? {})', 'return nullWhenEmpty({ ...current, ...edit.replaceBy })'],
    ['one entry too many is taken', 'found.length > entries', 'found.length > entries + 1'],
    ['lengths are counted in characters', 'Buffer.byteLength(text) <= bytes', 'text.length <= bytes'],
    ['empty texts are taken', '[^\\p{C}\\p{Zl}\\p{Zp}]+$/u', '[^\\p{C}\\p{Zl}\\p{Zp}]*$/u']
  ]),
  ...mutationsOf('duration.ts', ['duration', 'secrets'], [
    ['the duration of the domain counts first', 'durationSeconds(secret.deactivateVersionAfter) || durationSeconds(domain.deactivateVersionAfter)', 'durationSeconds(domain.deactivateVersionAfter) || durationSeconds(secret.deactivateVersionAfter)'],
    ['a duration is planned in milliseconds', 'now + seconds * 1000', 'now + seconds'],
    ['durations of any length are taken', 'seconds > longest', 'seconds < 0n'],
    ['a day has 12 hours', 'd: 86_400n * second', 'd: 43_200n * second'],
    ['minutes of more than an hour are shown as they are', 'Math.floor(seconds / 60) % 60', 'Math.floor(seconds / 60)']
  ]),
  ...mutationsOf('merge-patch.ts', ['merge-patch'], [
    ['null is a value in a patch', 'if (value === null) merged.delete(name)\n    else merged.set(name, isObject', 'merged.set(name, isObject'],
    ['inner objects are replaced', 'isObject(value) ? mergePatch(merged.get(name), value) : withoutNulls(value)', 'value'],
    ['null members in lists stay', 'return (value as readonly Json[]).map(withoutNulls)', 'return value'],
    ['subkeys show values', 'subkeys(inner, Math.max(depth - 1, 0)) : null', 'subkeys(inner, Math.max(depth - 1, 0)) : inner'],
    ['subkeys go one level too deep', 'depth !== 1 &&', 'depth !== -1 &&']
  ]),
  ...mutationsOf('secret-data.ts', ['secret-data', 'errors'], [
    ['data of any length is taken', 'if (length > maxSecretDataLength) throw', 'if (length < 0) throw'],
    ['the length of data is counted in characters', 'text.length > maxSecretDataLength ? text.length : Buffer.byteLength(text)', 'text.length']
  ]),
  ...mutationsOf('secret-path.ts', ['secret-path'], [
    ['a path may end with a slash', "if (path.endsWith('/')) return 'it ends with a slash; leave it out'", ''],
    ['a path may have empty segments', "if (segments.includes('')) return", "if (segments.includes(' ')) return"],
    ['a path may lead upwards', "segment === '.' || segment === '..'", "segment === '.'"],
    ['a path may have any length', 'path.length > maxPathLength', 'path.length > 2 * maxPathLength'],
    ['a path may have any character', 'if (strange !== undefined) return', "if (strange === ' ') return"]
  ]),
  ...mutationsOf('version-limit.ts', ['version-limit', 'secrets'], [
    ['the greater of two limits counts', 'secret.maxVersions || domain.maxVersions', 'Math.max(secret.maxVersions, domain.maxVersions)'],
    ['one version too few is kept', 'currentVersion - limit + 1', 'currentVersion - limit + 2'],
    ['one version too many is kept', 'currentVersion - oldestVersion >= limit', 'currentVersion - oldestVersion > limit']
  ]),
  ...mutationsOf('version-state.ts', ['version-state', 'secrets'], [
    ['a planned end comes a moment late', 'deactivatedAt <= now', 'deactivatedAt < now'],
    ['a deleted version is active again', "from: { active: 'change', deactivated: 'change', deleted: secretErrors.VersionDeleted }", "from: { active: 'change', deactivated: 'change', deleted: 'change' }"],
    ['a second deactivation moves the time', "deactivated: 'keep', deleted: secretErrors.VersionDeleted", "deactivated: 'change', deleted: secretErrors.VersionDeleted"],
    ['an activated version ends at once', 'deactivatedAt: plannedEnd })', 'deactivatedAt: plannedEnd ?? _now })'],
    ['a deactivated version goes on until its planned end', 'change: (version, now) => ({ ...version, deactivatedAt: now })', 'change: (version, now) => ({ ...version, deactivatedAt: version.deactivatedAt ?? now })']
  ]),
  ...mutationsOf('secret-edits.ts', ['secret-edits'], [
    ['false is no setting', 'edit.casRequired ?? current.casRequired', 'edit.casRequired || current.casRequired'],
    ['metadata does not move the time of the last change', 'customMetadata, updatedAt: now }', 'customMetadata }'],
    ['numbers of versions have no end', 'if (number > lastVersion) throw', 'if (number < 0) throw'],
    ['a setting without effect is taken silently', 'edit.casRequired === false && domain.casRequired', 'edit.casRequired === false && !domain.casRequired']
  ]),
  ...mutationsOf('secrets.ts', ['secrets'], [
    ['the domain cannot require check-and-set', 'required: secret.casRequired || domain.casRequired })', 'required: secret.casRequired })'],
    ['a patch takes no check-and-set before the state', 'checkAndSet({ cas, currentVersion, required: casRequired || configurationOf(okmsId).casRequired })', ''],
    ['a secret is created over another', 'if (stored !== undefined) throw refusal(secretErrors.SecretExists, path)', ''],
    ['data of a version that is not active is given', "state === 'active' ? store.data(okmsId, path, number) : undefined", 'store.data(okmsId, path, number)'],
    ['data of a version that is not active is patched', "stateAt(current, now) === 'active' ? data(currentVersion) : undefined", 'data(currentVersion)']
  ]),
  ...mutationsOf('secret-owner.ts', ['secret-store'], [
    ['data opens for another version', '`secret/${okmsId}/${number}/${path}`', '`secret/${okmsId}/${path}`'],
    ['data opens for another secret', '`secret/${okmsId}/${number}/${path}`', '`secret/${okmsId}/${number}`']
  ]),
  ...mutationsOf('sealed-slots.ts', ['sealed-slots', 'secret-store'], [
    ['a slot is used again before it is erased', 'WHERE erased = 1 AND length = ? LIMIT 1', 'WHERE length = ? LIMIT 1'],
    ['a slot is used twice', '      take.run(slot)\n', ''],
    ['an erased slot keeps its data', 'SET sealed = zeroblob(length(sealed)) WHERE', 'SET sealed = sealed WHERE'],
    ['blanks at the end of padded data are given', '.toString().trimEnd()', '.toString()']
  ]),
  ...mutationsOf('secret-store.ts', ['secret-store', 'changes-together', 'native', 'erased-data'], [
    ['a secret of a removed domain is found', 'const found = has(okmsId) ? statements.find.get(okmsId, path) : undefined', 'const found = statements.find.get(okmsId, path)'],
    ['a secret of a removed domain is written', 'if (!has(okmsId)) throw refusal(accessErrors.DomainNotFound, okmsId)', ''],
    ['a changed secret is remembered as it was', 'for (const { okmsId, path } of updates) kept.delete(nameOf(okmsId, path))', ''],
    ['a changed configuration is remembered as it was', 'configurations.delete(okmsId)', ''],
    ['a refusal undoes the changes before it', 'if (error instanceof DomainError) return error\n        throw error', 'throw error'],
    ['the data of a deleted version stays', 'slots.release(slot)\n        released++', 'released++'],
    ['the configuration of a removed domain stays', 'statements.removeConfiguration.run(okmsId)', ''],
    ['a change moves a secret to another path', 'secret: { ...after.secret, okmsId, path }', 'secret: after.secret']
  ]),
  ...mutationsOf('page-headers.ts', ['page-headers'], [
    ['a cursor that was not made here begins at the first page', 'if (position === undefined) throw', "if (list === '') throw"],
    ['the usual page has ten entries', 'const defaultSize = 100', 'const defaultSize = 10']
  ]),
  ...mutationsOf('kv-fields.ts', ['kv-fields'], [
    ['data may be left out', "if (data === undefined) throw invalid('data'", "if (data === undefined && body === 0) throw invalid('data'"],
    ['an ignored member is not named', 'return unknown.length === 0 ? []', 'return unknown.length >= 0 ? []'],
    ['a refusal shows the value', 'throw invalid(place, `got ${received(value)}; accepted', 'throw invalid(place, `got ${JSON.stringify(value)}; accepted'],
    ['a list without versions is taken', '!Array.isArray(value) || value.length === 0', '!Array.isArray(value)'],
    ['the name of the native API is not taken', "'delete_version_after' : 'deactivate_version_after'", "'delete_version_after' : 'delete_version_after'"]
  ]),
  ...mutationsOf('kv-path.ts', ['kv-path'], [
    ['a path with a slash at the end is written', 'if (!isNamed(path)) throw refusal(kvErrors.PathEndsWithSlash)', ''],
    ['metadata with a slash at the end is another', "path.endsWith('/') ? path.slice(0, -1) : path", 'path']
  ]),
  ...mutationsOf('kv-reply.ts', ['kv-reply'], [
    ['durations are shown as they were typed', 'goDuration(durationSeconds(deactivateVersionAfter))', 'deactivateVersionAfter'],
    ['a planned end is hidden', "deactivatedAt === null ? '' : time(deactivatedAt)", "''"]
  ]),
  ...mutationsOf('kv-routes.ts', ['secret-policies'], [
    ['requests of one moment may all create the same secret', '{ data, cas }, authoriseAgain)', '{ data, cas })']
  ]),
  ...mutationsOf('secret-routes.ts', ['secret-policies', 'native'], [
    ['data is shown without being asked for', 'writeVersion(version, includeData ? secrets.data(caller, path, version) : undefined)', 'writeVersion(version, secrets.data(caller, path, version))'],
    ['lists show what may not be seen', 'isVisible && ((path: string) => isVisible(', 'isVisible && ((path: string) => path !== null || isVisible(']
  ])
]
