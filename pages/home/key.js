// The chosen key: what it is, how it came to its state, and calls to copy.

import { keyBlocks } from './connect.js'
import { copyButton } from './copy.js'
import { element, nameElement, reasonName, stateBadge, stateNames, timeElement } from './words.js'

const $ = (id) => document.getElementById(id)

/** @param client {okmsId, files}: what calls to copy are made of. */
export function showKey (client, key) {
  $('key').hidden = false
  $('key-title').replaceChildren(nameElement(key.name), stateBadge(key.state))
  const facts = [
    ['Id', element('code', {}, key.id), ' ', copyButton(key.id, 'id of the key')],
    ['Kind', `${key.spec}, ${key.class.toLowerCase().replaceAll('_', ' ')}`],
    ['May', key.operations.length === 0 ? 'nothing' : key.operations.join(', ')]
  ]
  $('key-facts').replaceChildren(
    element('dl', {}, ...facts.flatMap(([name, ...value]) => [element('dt', {}, name), element('dd', {}, ...value)]))
  )
  $('history').replaceChildren(
    ...[{ at: key.createdAt, state: 'active', reason: null, how: 'created, ' }, ...key.changes].map(step)
  )
  $('key-commands').replaceChildren(...keyBlocks(client, key))
}

function step ({ at, state, reason, how = '' }) {
  // A destroyed key keeps the reason of the change before.
  const isTold = reason !== null && reason !== 'unspecified' && !state.startsWith('destroyed')
  return element(
    'li', { 'data-state': state }, element('strong', {}, how + stateNames[state]),
    ...(isTold ? [` (${reasonName(reason)})`] : []), ' ', timeElement(at)
  )
}
