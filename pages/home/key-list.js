// The list of keys, with its filters and the counts of all keys.

import { createPagedList } from './paged-list.js'
import { dayElement, element, nameElement, number, stateBadge, stateNames } from './words.js'

const $ = (id) => document.getElementById(id)

/**
 * @param cycle {states, types}
 * @param load Loads JSON from the server.
 * @param on {loaded (keys, counts), selected (key)}
 */
export function createKeyList ({ states, types }, load, on) {
  let counts

  const list = createPagedList($('keys'), {
    name: 'keys',
    one: 'key',
    idOf: ({ id }) => id,
    cellsOf: ({ name, spec, state, createdAt }) => [
      nameElement(name), element('span', { class: 'kind' }, spec), stateBadge(state), dayElement(createdAt)
    ],
    noMatch: 'No key matches. ',
    none: ['No key yet. The first one is one call away: see Connect.'],
    totalOf ({ search, state, type }) {
      if (counts === undefined || search !== '' || type !== '') return undefined
      return state === '' ? sumOf(counts) : counts[state]
    }
  }, load, {
    loaded (keys, reply) {
      showCounts(reply.counts)
      on.loaded(keys, reply.counts)
    },
    selected: on.selected
  })

  /** @param now Counts by state; null where the server does not tell this reader. */
  function showCounts (now) {
    counts = now ?? undefined
    const total = counts === undefined || sumOf(counts) === 0 ? '' : number(sumOf(counts))
    for (const place of ['key-count', 'key-count-in-bar']) $(place).textContent = total
    for (const option of $('state').options) {
      if (option.value !== '') option.textContent = counts === undefined ? stateNames[option.value] : `${stateNames[option.value]} (${number(counts[option.value])})`
    }
    list.showRange()
  }

  $('state').append(
    element('option', { value: '' }, 'Every state'),
    ...states.map((state) => element('option', { value: state }, stateNames[state]))
  )
  $('type').append(
    element('option', { value: '' }, 'Every type'), ...types.map((type) => element('option', { value: type }, type))
  )

  return {
    ...list,
    showCounts,
    /** Shows only keys of this state; once more, of every state. */
    filterByState (state) {
      $('state').value = $('state').value === state ? '' : state
      return list.filtered()
    }
  }
}

const sumOf = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0)
