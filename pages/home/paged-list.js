// A list that the server searches and sends one page at a time; this keeps the query and shows the result.

import { soon } from './server.js'
import { element, number } from './words.js'

/**
 * @param section Element whose parts have the classes rows, columns, none, paging, previous, range and next, and which
 *   has the form of the filters.
 * @param kind {name (of the list, as in the reply), one (of its items), idOf (item), cellsOf (item),
 *   none and noMatch (what an empty list shows), totalOf (filter): undefined when only a search would tell}
 * @param load Loads JSON from the server.
 * @param on {loaded (items, reply), selected (item)}
 */
export function createPagedList (section, kind, load, on) {
  const part = (name) => section.querySelector(`.${name}`)
  const form = section.querySelector('form')
  /** Where each page up to the shown one begins: after which item, and how many items are before it. */
  const first = { after: undefined, before: 0 }
  let pages = [first]
  let shown = { items: [], next: null }
  let selectedId
  let latest = 0

  const filter = () => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]))
  const isFiltered = () => Object.values(filter()).some((value) => value !== '')

  async function reload () {
    const own = ++latest
    const reply = await load(kind.name, { ...filter(), after: pages.at(-1).after })
    // The answer to an earlier question may come later. Without an answer what is shown stays: the stream of events
    // ends too, and when it is back everything is loaded again.
    if (own !== latest || reply === undefined) return
    const items = reply[kind.name]
    // Its items are on the page before now, or fit the filter no longer.
    if (items.length === 0 && pages.length > 1) {
      pages.pop()
      return await reload()
    }
    shown = { items, next: reply.next }
    show()
    on.loaded(items, reply)
    showRange()
  }

  function turnTo (next) {
    pages = next
    return reload()
  }

  function show () {
    const focused = document.activeElement?.dataset[kind.one]
    const buttons = shown.items.map((item) => {
      const id = kind.idOf(item)
      const button = element('button', {
        type: 'button',
        class: `${kind.one}-row`,
        [`data-${kind.one}`]: id,
        'aria-pressed': String(id === selectedId)
      }, ...kind.cellsOf(item))
      button.addEventListener('click', () => { on.selected(item) })
      return button
    })
    part('rows').replaceChildren(...buttons.map((button) => element('li', {}, button)))
    // The rows are new; the keyboard's focus stays where it was.
    if (focused !== undefined) buttons.find((button) => button.dataset[kind.one] === focused)?.focus()
    part('none').hidden = shown.items.length > 0
    part('none').replaceChildren(...(isFiltered() ? [kind.noMatch, clearButton()] : kind.none))
    part('columns').hidden = shown.items.length === 0
    form.hidden = shown.items.length === 0 && !isFiltered()
  }

  function showRange () {
    const isOnly = pages.length === 1 && shown.next === null
    part('paging').hidden = isOnly
    // A button that is disabled under the keyboard loses the focus.
    part('previous').setAttribute('aria-disabled', String(pages.length === 1))
    part('next').setAttribute('aria-disabled', String(shown.next === null))
    const { before } = pages.at(-1)
    const total = kind.totalOf(filter())
    part('range').textContent = shown.items.length === 0 ? '' : `${number(before + 1)}–${number(before + shown.items.length)}${total === undefined ? '' : ` of ${number(total)}`}`
  }

  function clearButton () {
    const button = element('button', { type: 'button', class: 'plain' }, 'Show all')
    button.addEventListener('click', () => {
      form.reset()
      form.querySelector('input').focus()
      turnTo([first])
    })
    return button
  }

  form.addEventListener('submit', (event) => { event.preventDefault() })
  form.addEventListener('input', soon(() => turnTo([first]), 200))
  part('next').addEventListener('click', () => {
    if (shown.next === null) return
    turnTo([...pages, { after: shown.next, before: pages.at(-1).before + shown.items.length }])
  })
  part('previous').addEventListener('click', () => {
    if (pages.length === 1) return
    turnTo(pages.slice(0, -1))
  })

  return {
    reload,
    /** What is shown may be out of date. */
    reloadSoon: soon(reload, 300),
    /** The filters were changed by the page itself. */
    filtered: () => turnTo([first]),
    /** The total has changed. */
    showRange,
    select (id) {
      selectedId = id
      for (const button of part('rows').querySelectorAll('button')) {
        button.setAttribute('aria-pressed', String(button.dataset[kind.one] === id))
      }
    }
  }
}
