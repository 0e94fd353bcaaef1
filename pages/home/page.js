// The page at `/`: keeps what the server tells, and shows it.

import { connectBlocks } from './connect.js'
import { showKey } from './key.js'
import { createKeyList } from './key-list.js'
import { createLifeCycle } from './life-cycle.js'
import { followTogether } from './one-stream.js'
import { createOperations } from './operations.js'
import { load, loaderFor } from './server.js'
import { readable, stateNames } from './words.js'

const $ = (id) => document.getElementById(id)

const connectionTexts = {
  live: 'live', lost: 'connection lost, trying again', refused: 'signed out', connecting: 'connecting'
}

function connection (state) {
  if ($('connection').dataset.state === state) return
  $('connection').dataset.state = state
  $('connection').textContent = connectionTexts[state]
}

function refused (why) {
  connection('refused')
  for (const id of ['keys', 'key', 'operations']) $(id).hidden = true
  $('certificate').hidden = false
  $('why').textContent = `The server says: ${why}.`
}

/**
 * Before there is any key, how to make one is what matters; below a short list there is
 * room; else it is below everything.
 */
function placeConnect (keys) {
  const [left, right] = document.querySelectorAll('.column')
  if (keys === 0) right.prepend($('connect'))
  else if (keys <= 10) left.append($('connect'))
}

async function showDomain (start, lifeCycle) {
  const { reader } = start
  const loadOwn = loaderFor(reader)
  /** Latest known content of keys that were shown, by id. */
  const known = new Map()
  let selected
  let counts

  const list = createKeyList(start, loadOwn, {
    loaded (keys, newCounts) {
      known.clear()
      for (const key of keys) known.set(key.id, key)
      counts = newCounts
      if (selected === undefined && keys.length > 0) select(keys[0])
      else if (known.has(selected?.id)) showSelected(known.get(selected.id))
      lifeCycle.show(counts, selected)
    },
    selected (key) {
      select(key)
      // On a narrow screen the key is below the list.
      if ($('key').getBoundingClientRect().top > window.innerHeight) $('key').scrollIntoView()
    }
  })
  const operations = createOperations(loadOwn)

  function select (key) {
    list.select(key.id)
    showSelected(key)
    lifeCycle.show(counts, selected)
  }

  function showSelected (key) {
    const isSame = JSON.stringify(key) === JSON.stringify(selected)
    selected = key
    operations.select(key)
    if (!isSame) showKey(start.connect, key)
  }

  function news ({ keys, moreKeys, counts: newCounts, operations: answered, passedOver }) {
    if (newCounts !== undefined) {
      counts = newCounts
      list.showCounts(counts)
      list.reloadSoon()
    }
    if (answered.length > 0 || passedOver > 0) operations.add(answered, passedOver)
    const moves = keys.flatMap(movesOf)
    for (const key of keys) take(key)
    if (moreKeys > 0) $('news').textContent = `${keys.length + moreKeys} keys changed`
    if (newCounts !== undefined) lifeCycle.show(counts, selected)
    for (const [from, to] of moves) lifeCycle.move(from, to)
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
  const reload = () => Promise.all([list.reload(), operations.reload()])
  await reload()
  for (const id of ['keys', 'operations']) $(id).hidden = false
  placeConnect(known.size)

  await followTogether(reader, {
    open () {
      connection('live')
      // What happened before the stream began.
      reload()
    },
    lost () { connection('lost') },
    refused,
    event (name, data) { if (name === 'news') news(data) }
  })
}

document.title = `okms-emulator at ${location.host}`
const start = await load('start')
const lifeCycle = createLifeCycle($('diagram'), start)
lifeCycle.show(undefined, undefined)
$('connect-commands').replaceChildren(...connectBlocks(start.connect))
if (start.reader === undefined) refused(start.refusal)
else await showDomain(start, lifeCycle)
