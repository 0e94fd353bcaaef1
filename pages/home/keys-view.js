// Keys on the page: their life cycle, the list and the chosen one.

import { showKey } from './key.js'
import { createKeyList } from './key-list.js'
import { readable, stateNames } from './words.js'

const $ = (id) => document.getElementById(id)

/**
 * @param start {states, types, connect}
 * @param load Loads JSON from the server.
 * @param on {loaded (count on the page), selected (resource)}
 */
export function createKeysView (start, lifeCycle, load, on) {
  /** Latest known content of keys that were shown, by id. */
  const known = new Map()
  let selected
  let counts

  const list = createKeyList(start, load, {
    loaded (keys, newCounts) {
      known.clear()
      for (const key of keys) known.set(key.id, key)
      counts = newCounts
      if (selected === undefined && keys.length > 0) select(keys[0])
      else if (known.has(selected?.id)) showSelected(known.get(selected.id))
      lifeCycle.show(counts, selected)
      on.loaded(keys.length)
    },
    selected (key) {
      select(key)
      // On a narrow screen the key is below the list.
      if ($('key').getBoundingClientRect().top > window.innerHeight) $('key').scrollIntoView()
    }
  })

  function select (key) {
    list.select(key.id)
    showSelected(key)
    lifeCycle.show(counts, selected)
  }

  function showSelected (key) {
    const isSame = JSON.stringify(key) === JSON.stringify(selected)
    selected = key
    on.selected({ kind: 'serviceKey', id: key.id, name: key.name })
    if (!isSame) showKey(start.connect, key)
  }

  function take (key) {
    const before = known.get(key.id)
    if (before === undefined && key.changes.length === 0) $('news').textContent = `New key ${readable(key.name)}, ${key.spec}`
    else if (before?.state !== key.state) $('news').textContent = `${readable(key.name)} is now ${stateNames[key.state]}`
    // A hidden tab hears of all new keys and loads none of them.
    if (known.size < 1000) known.set(key.id, key)
    if (key.id === selected?.id) showSelected(key)
  }

  /** The steps that a key took since it was shown last; none of a key that was not shown. */
  function movesOf ({ id, changes }) {
    const seen = known.get(id)?.changes.length ?? changes.length
    const states = ['active', ...changes.map(({ state }) => state)]
    return states.slice(seen + 1).map((state, index) => [states[seen + index], state])
  }

  lifeCycle.onState((state) => { list.filterByState(state) })

  return {
    reload: list.reload,
    news ({ keys, moreKeys, counts: newCounts }) {
      if (newCounts !== undefined) {
        counts = newCounts
        list.showCounts(counts)
        list.reloadSoon()
      }
      const moves = keys.flatMap(movesOf)
      for (const key of keys) take(key)
      if (moreKeys > 0) $('news').textContent = `${keys.length + moreKeys} keys changed`
      if (newCounts !== undefined) lifeCycle.show(counts, selected)
      for (const [from, to] of moves) lifeCycle.move(from, to)
    }
  }
}
