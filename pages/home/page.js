// The page at `/`: keeps what the server tells, and shows it.

import { connectBlocks, keyBlocks } from './connect.js'
import { follow } from './event-stream.js'
import { createLifeCycle } from './life-cycle.js'
import { element, operationName, reasonName, stateBadge, stateNames, timeElement } from './words.js'

const $ = (id) => document.getElementById(id)

/** Rows of the table of operations. */
const shownOperations = 50

const connectionTexts = { live: 'live', lost: 'connection lost, trying again', refused: 'not signed in', connecting: 'connecting' }

/** Newest first. */
let keys = []
let keyTotal = 0
let operations = []
let passedOver = 0
let selected
let who

function connection (state) {
  $('connection').dataset.state = state
  $('connection').textContent = connectionTexts[state]
}

function welcome (data) {
  who = data
  keys = data.keys
  keyTotal = data.keyCount
  operations = data.operations
  passedOver = 0
  $('connect-commands').replaceChildren(...connectBlocks(who))
  selected = keys.some(({ id }) => id === selected) ? selected : keys[0]?.id
  show()
}

function news (data) {
  for (const key of data.keys) {
    const index = keys.findIndex(({ id }) => id === key.id)
    const before = keys[index]
    if (before === undefined) {
      keys.unshift(key)
      keyTotal++
      selected ??= key.id
      announce(`New key ${key.name}, ${key.spec}`)
    } else {
      keys[index] = key
      if (before.state !== key.state) announce(`${key.name} is now ${stateNames[key.state]}`)
    }
  }
  operations = [...operations, ...data.operations].slice(-shownOperations)
  passedOver += data.passedOver
  const moves = data.keys.flatMap((key) => movesOf(key))
  if (data.keys.length + data.operations.length > 0) show()
  for (const [from, to] of moves) lifeCycle.move(from, to)
}

/** The steps a key took since it was shown last; of a new key none. */
const seenChanges = new Map()
function movesOf ({ id, changes }) {
  const seen = seenChanges.get(id) ?? 0
  const states = ['active', ...changes.map(({ state }) => state)]
  return states.slice(seen + 1).map((state, index) => [states[seen + index], state])
}

function announce (text) { $('news').textContent = text }

function show () {
  for (const { id, changes } of keys) seenChanges.set(id, changes.length)
  lifeCycle.show(keys, selected)
  showKeys()
  showKey(keys.find(({ id }) => id === selected))
  showOperations()
}

function showKeys () {
  $('no-keys').hidden = keys.length > 0
  $('key-count').textContent = keyTotal > keys.length ? `the newest ${keys.length} of ${keyTotal}` : keyTotal === 0 ? '' : String(keyTotal)
  const focused = document.activeElement?.dataset.key
  $('key-list').replaceChildren(...keys.map((key) => {
    const button = element('button', { type: 'button', 'data-key': key.id, 'aria-pressed': String(key.id === selected) },
      element('span', { class: 'key-name' }, key.name), element('span', { class: 'quiet' }, key.spec), stateBadge(key.state))
    button.addEventListener('click', () => {
      selected = key.id
      show()
    })
    return element('li', {}, button)
  }))
  // The list is made anew; whoever walks it with the keyboard stays where he was.
  if (focused !== undefined) document.querySelector(`[data-key="${focused}"]`)?.focus()
}

function showKey (key) {
  $('key').hidden = key === undefined
  if (key === undefined) return
  $('key-title').replaceChildren(key.name, ' ', stateBadge(key.state))
  const facts = [['Id', element('code', {}, key.id)], ['Kind', `${key.spec}, ${key.class.toLowerCase().replaceAll('_', ' ')}`], ['May', key.operations.join(', ')]]
  $('key-facts').replaceChildren(element('dl', {}, ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])))
  $('history').replaceChildren(...[{ at: key.createdAt, state: 'active', reason: null, how: 'created, ' }, ...key.changes].map(({ at, state, reason, how = '' }) =>
    element('li', { 'data-state': state }, element('strong', {}, how + stateNames[state]), ...(reason === null || reason === 'unspecified' || state.startsWith('destroyed') ? [] : [` (${reasonName(reason)})`]), ' ', timeElement(at))))
  $('key-commands').replaceChildren(...keyBlocks(who, key))
}

function showOperations () {
  $('no-operations').hidden = operations.length > 0
  $('passed-over').textContent = passedOver > 0 ? `${passedOver} more went by` : ''
  $('operation-list').replaceChildren(...operations.slice().reverse().map(({ at, operationId, keyId, status, durationMs, refusal }) => {
    const name = keys.find(({ id }) => id === keyId)?.name ?? keyId?.slice(0, 8) ?? ''
    return element('tr', { class: status < 400 ? 'fine' : 'refused' },
      element('td', {}, timeElement(at)),
      element('td', {}, operationName(operationId)),
      element('td', {}, name),
      element('td', {}, element('span', { class: 'answer' }, String(status)), ...(refusal === undefined ? [] : [element('span', { class: 'why' }, refusal)])),
      element('td', { class: 'number' }, durationMs.toFixed(1)))
  }))
}

function refused (why) {
  connection('refused')
  document.body.classList.add('outside')
  $('certificate').hidden = false
  $('why').textContent = `The server said: ${why}.`
}

const start = await (await fetch('/page/start.json')).json()
const lifeCycle = createLifeCycle($('diagram'), start)
lifeCycle.show([], undefined)

document.title = `okms-emulator at ${location.host}`

if (start.refusal === undefined) {
  follow('/page/events', {
    open () { connection('live') },
    lost () { connection('lost') },
    refused,
    event (name, data) { (name === 'welcome' ? welcome : news)(data) }
  })
} else {
  refused(start.refusal)
}
