// The chosen secret: its versions, its settings and its custom metadata, and calls to copy. Its data is never here.

import { secretBlocks } from './connect.js'
import { copyButton } from './copy.js'
import { element, nameElement, number, stateBadge, stateNames, timeElement } from './words.js'

const $ = (id) => document.getElementById(id)

/**
 * @param client {okmsId, files}: what calls to copy are made of.
 * @param domain The configuration of the domain; null where the reader may not see it.
 */
export function showSecret (client, secret, domain) {
  const [current] = secret.versions
  $('secret-title').replaceChildren(
    element('bdi', { class: 'path' }, secret.path), ...(current === undefined ? [] : [stateBadge(current.state)])
  )
  $('secret-facts').replaceChildren(facts([
    ['Path', element('code', {}, secret.path), ' ', copyButton(secret.path, 'path of the secret')],
    ['Created', timeElement(secret.createdAt)],
    ['Changed', timeElement(secret.updatedAt)],
    ...settingsOf(secret, domain)
  ]))
  const metadata = Object.entries(secret.customMetadata ?? {})
  $('metadata-title').hidden = metadata.length === 0
  $('metadata').replaceChildren(...metadata.length === 0
    ? []
    : [facts(metadata.map(([name, value]) => [nameElement(name), nameElement(value)]))])
  $('versions').replaceChildren(...secret.versions.map(step))
  $('more-versions').textContent = secret.versions.length === 0
    ? 'No version yet.'
    : secret.moreVersions > 0 ? `and ${number(secret.moreVersions)} older` : ''
  $('secret-commands').replaceChildren(...secretBlocks(client, secret))
}

/** The configuration that a domain has for its secrets. */
export function showConfiguration ({ casRequired, maxVersions, deactivateVersionAfter }) {
  $('configuration-facts').replaceChildren(facts([
    ['Check-and-set', casRequired ? 'required for every write' : 'not required'],
    ['Versions kept', maxVersions === 0 ? 'not set: 10 of each secret' : `${number(maxVersions)} of each secret`],
    ['Deactivated', isUnset(deactivateVersionAfter) ? 'not set: versions stay active' : `${deactivateVersionAfter} after a version was written`]
  ]))
}

/** What applies to the secret, and where it is set. */
function settingsOf ({ casRequired, maxVersions, deactivateVersionAfter, keptVersions }, domain) {
  const from = (isOwn, isOfDomain) => isOwn ? '' : isOfDomain ? ' (domain)' : ' (default)'
  const isOwnEnd = !isUnset(deactivateVersionAfter)
  const end = isOwnEnd ? deactivateVersionAfter : domain?.deactivateVersionAfter ?? '0s'
  return [
    ['Check-and-set', casRequired ? 'required' : domain?.casRequired ? 'required (domain)' : 'not required'],
    ['Versions kept', `${number(keptVersions)}${from(maxVersions > 0, domain?.maxVersions > 0)}`],
    ['Deactivated', isUnset(end) ? 'by a call only' : `${end} after a version was written${from(isOwnEnd, true)}`]
  ]
}

/** `0s`, and other ways to write no time at all. */
const isUnset = (duration) => !/[1-9]/.test(duration)

/** @param rows [name, ...what is next to it] */
const facts = (rows) => element(
  'dl', {}, ...rows.flatMap(([name, ...value]) => [element('dt', {}, name), element('dd', {}, ...value)])
)

function step ({ number: version, state, createdAt, deactivatedAt }) {
  const isPlanned = state === 'active' && deactivatedAt !== null
  const end = deactivatedAt === null || state === 'deleted'
    ? []
    : [element('span', { class: 'end' }, isPlanned ? 'to be deactivated ' : 'deactivated ', timeElement(deactivatedAt))]
  return element(
    'li', { 'data-state': state }, element('strong', {}, `${number(version)} ${stateNames[state]}`),
    element('span', { class: 'end' }, 'written ', timeElement(createdAt)), ...end
  )
}
