// The page at `/`: keeps what the server tells, and shows it.

import { connectBlocks } from './connect.js'
import { createKeysView } from './keys-view.js'
import { createLifeCycle } from './life-cycle.js'
import { followTogether } from './one-stream.js'
import { createOperations } from './operations.js'
import { createSecretsView } from './secrets-view.js'
import { load, loaderFor } from './server.js'

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
  for (const id of ['keys', 'key', 'secrets', 'secret', 'configuration', 'operations']) $(id).hidden = true
  $('certificate').hidden = false
  $('why').textContent = `The server says: ${why}.`
}

/** What the page is about: keys, or secrets. Each has a link in the bar on top. */
const links = { keys: $('show-keys'), secrets: $('show-secrets') }
const chosenView = () => location.hash === '#secrets' ? 'secrets' : 'keys'

/** The way from one view to the other loads nothing. @param shown (view) Called when it is shown. */
function switchViews (shown) {
  const show = () => {
    const view = chosenView()
    document.body.dataset.view = view
    $('skip').href = `#${view}`
    $('skip').textContent = `Skip to the ${view}`
    for (const [name, link] of Object.entries(links)) {
      if (name === view) link.setAttribute('aria-current', 'page')
      else link.removeAttribute('aria-current')
    }
    shown(view)
  }
  for (const link of Object.values(links)) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      window.history.pushState(null, '', link.href)
      show()
    })
  }
  window.addEventListener('popstate', show)
  show()
}

/**
 * Before there is anything, how to make the first one is what matters; below a short list there is room; else it is
 * below everything.
 */
function placeConnect (count) {
  const [left, right] = document.querySelectorAll('.column')
  if (count === 0) right.prepend($('connect'))
  else if (count <= 10) left.append($('connect'))
  else document.querySelector('main').append($('connect'))
}

async function showDomain (start, lifeCycle) {
  const { reader } = start
  const loadOwn = loaderFor(reader)
  const operations = createOperations(loadOwn)
  /** Of each view: items on the shown page, and the chosen resource. */
  const counts = { keys: 0, secrets: 0 }
  const selected = {}

  const on = (view) => ({
    loaded (count) { counts[view] = count },
    selected (resource) {
      selected[view] = resource
      if (chosenView() === view) operations.select(resource)
    }
  })
  const views = [
    createKeysView(start, lifeCycle, loadOwn, on('keys')), createSecretsView(start, loadOwn, on('secrets'))
  ]

  const reload = () => Promise.all([...views, operations].map((part) => part.reload()))
  await reload()
  if (location.hash === '' && counts.keys === 0 && counts.secrets > 0) {
    window.history.replaceState(null, '', '#secrets')
  }
  for (const id of ['keys', 'secrets', 'operations']) $(id).hidden = false
  switchViews((view) => {
    placeConnect(counts[view])
    operations.select(selected[view])
  })

  await followTogether(reader, {
    open () {
      connection('live')
      // What happened before the stream began.
      reload()
    },
    lost () { connection('lost') },
    refused,
    event (name, data) {
      if (name !== 'news') return
      if (data.operations.length > 0 || data.passedOver > 0) operations.add(data.operations, data.passedOver)
      for (const view of views) view.news(data)
    }
  })
}

document.title = `okms-emulator at ${location.host}`
const start = await load('start')
const lifeCycle = createLifeCycle($('diagram'), start)
lifeCycle.show(undefined, undefined)
$('connect-commands').replaceChildren(...connectBlocks(start.connect))
if (start.reader === undefined) refused(start.refusal)
else await showDomain(start, lifeCycle)
