// The last operations, of everything or of the chosen key or secret.

import { element, nameElement, number, operationName, shortTimeElement } from './words.js'

const $ = (id) => document.getElementById(id)

/** Rows that are shown. */
const shownOperations = 50

/** @param load Loads JSON from the server. */
export function createOperations (load) {
  let operations = []
  let passedOver = 0
  let chosen
  let latest = 0
  let isLoading = false

  /** The resource that the list is limited to. */
  const wanted = () => {
    if (!$('only-this-one').checked || chosen === undefined) return undefined
    return { kind: chosen.kind, id: chosen.id }
  }

  async function reload () {
    const own = ++latest
    isLoading = true
    const reply = await load('operations', { ...wanted() })
    // A newer request was sent, or something happened that the reply may not include.
    if (own !== latest) return isLoading ? await reload() : undefined
    isLoading = false
    if (reply === undefined) return
    operations = reply.operations
    passedOver = reply.passedOver
    show()
  }

  function show () {
    $('no-operations').hidden = operations.length > 0
    $('no-operations').textContent = wanted() === undefined ? 'No operation since the server started.' : 'No operation on it among the last of the server.'
    $('passed-over').textContent = passedOver > 0 ? `and ${number(passedOver)} more` : ''
    $('operation-list').hidden = operations.length === 0
    $('operation-list').replaceChildren(...operations.slice().reverse().map(row))
  }

  $('only-this-one').addEventListener('change', () => { reload() })

  return {
    reload,
    /** @param news What happened since, oldest first. */
    add (news, more) {
      if (isLoading) latest++
      const only = wanted()
      const fitting = news.filter(({ resource: { kind, id } }) => only === undefined ||
        (kind === only.kind && id === only.id))
      passedOver += (only === undefined ? more : 0) + Math.max(0, operations.length + fitting.length - shownOperations)
      operations = [...operations, ...fitting].slice(-shownOperations)
      show()
    },
    /** @param selected {kind, id, name} that the list can be limited to; undefined where nothing is chosen. */
    select (selected) {
      const isOther = chosen?.id !== selected?.id
      chosen = selected
      $('only').hidden = selected === undefined
      if (selected !== undefined) $('only-name').replaceChildren(nameElement(selected.name))
      if (isOther && $('only-this-one').checked) reload()
    }
  }
}

function row ({ at, operationId, resource, status, durationMs, refusal }) {
  return element('li', { class: status < 400 ? 'fine' : 'refused' },
    element('span', { class: 'operation' }, operationName(operationId)),
    element('span', { class: 'answer' }, String(status)),
    element('span', { class: 'on' }, ...resourceElements(resource)),
    element('span', { class: 'when' }, shortTimeElement(at), ` · ${durationMs.toFixed(1)} ms`),
    ...(refusal === undefined ? [] : [element('span', { class: 'why' }, refusal)]))
}

/**
 * The name of what the operation acted on, or the beginning of its id. The id of a secret is its path. The whole page
 * is about one domain, which is left out.
 */
function resourceElements ({ kind, id, name }) {
  if (kind === 'domain') return []
  if (kind === 'secret') return [element('bdi', { class: 'path' }, id)]
  return [name === null ? element('code', {}, id.slice(0, 8)) : nameElement(name)]
}
