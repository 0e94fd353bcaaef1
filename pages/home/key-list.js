// The list of keys: search, filters, one page at a time. The server searches; this keeps the
// query and shows the result.

import { soon } from './server.js'
import { dayElement, element, nameElement, number, stateBadge, stateNames } from './words.js'

const $ = (id) => document.getElementById(id)

/**
 * @param cycle {states, types}
 * @param load Loads JSON from the server.
 * @param on {loaded (keys, counts), selected (key)}
 */
export function createKeyList ({ states, types }, load, on) {
  /** Where each page up to the shown one begins: after which key, and how many keys are before it. */
  const first = { after: undefined, before: 0 }
  let pages = [first]
  let shown = { keys: [], next: null }
  let counts
  let selectedId
  let latest = 0

  const filter = () => ({ search: $('search').value.trim(), state: $('state').value, type: $('type').value })
  const isFiltered = () => Object.values(filter()).some((value) => value !== '')

  async function reload () {
    const own = ++latest
    const reply = await load('keys', { ...filter(), after: pages.at(-1).after })
    // The answer to an earlier question may come later. Without an answer what is shown stays: the stream of events
    // ends too, and when it is back everything is loaded again.
    if (own !== latest || reply === undefined) return
    // Its keys are on the page before now, or fit the filter no longer.
    if (reply.keys.length === 0 && pages.length > 1) {
      pages.pop()
      return await reload()
    }
    shown = reply
    show()
    showCounts(reply.counts)
    on.loaded(reply.keys, reply.counts)
  }

  function turnTo (next) {
    pages = next
    return reload()
  }

  function show () {
    const focused = document.activeElement?.dataset.key
    $('key-list').replaceChildren(...shown.keys.map((key) => {
      const button = element(
        'button',
        { type: 'button', class: 'key-row', 'data-key': key.id, 'aria-pressed': String(key.id === selectedId) },
        nameElement(key.name), element('span', { class: 'kind' }, key.spec), stateBadge(key.state),
        dayElement(key.createdAt)
      )
      button.addEventListener('click', () => { on.selected(key) })
      return element('li', {}, button)
    }))
    // The rows are new; the keyboard's focus stays where it was.
    if (focused !== undefined) document.querySelector(`[data-key="${focused}"]`)?.focus()
    $('no-keys').hidden = shown.keys.length > 0
    $('no-keys').replaceChildren(...(isFiltered() ? ['No key matches. ', clearButton()] : ['No key yet. The first one is one call away: see Connect.']))
    $('key-columns').hidden = shown.keys.length === 0
    $('filters').hidden = shown.keys.length === 0 && !isFiltered()
    showPaging()
  }

  function showPaging () {
    const isOnly = pages.length === 1 && shown.next === null
    $('paging').hidden = isOnly
    // A button that is disabled under the keyboard loses the focus.
    $('previous').setAttribute('aria-disabled', String(pages.length === 1))
    $('next').setAttribute('aria-disabled', String(shown.next === null))
    const { before } = pages.at(-1)
    const total = totalOf(filter())
    $('range').textContent = shown.keys.length === 0 ? '' : `${number(before + 1)}–${number(before + shown.keys.length)}${total === undefined ? '' : ` of ${number(total)}`}`
  }

  /** How many keys the filter leaves; undefined when only a search would tell. */
  function totalOf ({ search, state, type }) {
    if (counts === undefined || search !== '' || type !== '') return undefined
    return state === '' ? sumOf(counts) : counts[state]
  }

  function clearButton () {
    const button = element('button', { type: 'button', class: 'plain' }, 'Show all')
    button.addEventListener('click', () => {
      $('filters').reset()
      $('search').focus()
      turnTo([first])
    })
    return button
  }

  /** @param now Counts by state; null where the server does not tell this reader. */
  function showCounts (now) {
    counts = now ?? undefined
    $('key-count').textContent = counts === undefined || sumOf(counts) === 0 ? '' : number(sumOf(counts))
    for (const option of $('state').options) {
      if (option.value !== '') option.textContent = counts === undefined ? stateNames[option.value] : `${stateNames[option.value]} (${number(counts[option.value])})`
    }
    showPaging()
  }

  const searchSoon = soon(() => turnTo([first]), 200)
  const reloadSoon = soon(reload, 300)

  $('state').append(
    element('option', { value: '' }, 'Every state'),
    ...states.map((state) => element('option', { value: state }, stateNames[state]))
  )
  $('type').append(
    element('option', { value: '' }, 'Every type'), ...types.map((type) => element('option', { value: type }, type))
  )
  $('filters').addEventListener('submit', (event) => { event.preventDefault() })
  $('filters').addEventListener('input', searchSoon)
  $('next').addEventListener('click', () => {
    if (shown.next === null) return
    turnTo([...pages, { after: shown.next, before: pages.at(-1).before + shown.keys.length }])
  })
  $('previous').addEventListener('click', () => {
    if (pages.length === 1) return
    turnTo(pages.slice(0, -1))
  })

  return {
    reload,
    /** What is shown may be out of date. */
    reloadSoon,
    showCounts,
    /** Shows only keys of this state; once more, of every state. */
    filterByState (state) {
      $('state').value = $('state').value === state ? '' : state
      return turnTo([first])
    },
    select (id) {
      selectedId = id
      for (const button of $('key-list').querySelectorAll('button')) {
        button.setAttribute('aria-pressed', String(button.dataset.key === id))
      }
    }
  }
}

const sumOf = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0)
