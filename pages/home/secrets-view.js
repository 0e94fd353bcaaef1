// Secrets on the page: the list, the chosen one with its versions, and the configuration of the domain.

import { createPagedList } from './paged-list.js'
import { showConfiguration, showSecret } from './secret.js'
import { dayElement, element, number, stateBadge } from './words.js'

const $ = (id) => document.getElementById(id)

/** How long to wait for a planned time, in milliseconds. The domain's clock may be frozen, or moved. */
const shortestWait = 1000
const longestWait = 3600_000

/**
 * @param start {connect}
 * @param load Loads JSON from the server.
 * @param on {loaded (count on the page), selected (resource; undefined when it is gone)}
 */
export function createSecretsView (start, load, on) {
  let count
  let configuration = null
  let selectedPath
  let shown
  /** Timers of what is shown in the list, and of the chosen secret. */
  const timers = {}

  const list = createPagedList($('secrets'), {
    name: 'secrets',
    one: 'secret',
    idOf: ({ path }) => path,
    cellsOf: ({ path, version, updatedAt }) => [
      element('bdi', { class: 'path' }, path),
      element('span', { class: 'kind' }, version === null ? 'no version' : `version ${number(version.number)}`),
      version === null ? element('span') : stateBadge(version.state),
      dayElement(updatedAt)
    ],
    noMatch: 'No secret matches. ',
    none: ['No secret yet. The first one is one call away: see Connect.'],
    totalOf: ({ search }) => search === '' ? count : undefined
  }, load, {
    loaded (secrets, reply) {
      showCount(reply.count)
      configure(reply.configuration)
      waitForPlannedTimes('list', secrets.map(({ version }) => version), reply.now)
      if (selectedPath === undefined && secrets.length > 0) select(secrets[0].path)
      on.loaded(secrets.length)
    },
    selected ({ path }) {
      select(path).then(() => {
        // On a narrow screen the secret is below the list.
        if ($('secret').getBoundingClientRect().top > window.innerHeight) $('secret').scrollIntoView()
      })
    }
  })

  /** @param now Null where the server does not tell this reader. */
  function showCount (now) {
    count = now ?? undefined
    for (const place of ['secret-count', 'secret-count-in-bar']) $(place).textContent = count ? number(count) : ''
    list.showRange()
  }

  /** @param now Null where this reader may not see it. */
  function configure (now) {
    configuration = now
    $('configuration').hidden = now === null
    if (now !== null) showConfiguration(now)
    if (shown !== undefined) showSecret(start.connect, shown, configuration)
  }

  function select (path) {
    selectedPath = path
    list.select(path)
    return reloadSelected()
  }

  async function reloadSelected () {
    const path = selectedPath
    if (path === undefined) return
    const reply = await load('secret', { path })
    // Another secret was chosen meanwhile, or there is no answer.
    if (path !== selectedPath || reply === undefined) return
    shown = reply.secret ?? undefined
    $('secret').hidden = shown === undefined
    if (shown === undefined) {
      selectedPath = undefined
      on.selected(undefined)
      return
    }
    showSecret(start.connect, shown, configuration)
    waitForPlannedTimes('chosen', shown.versions, reply.now)
    on.selected({ kind: 'secret', id: path, name: path })
  }

  /** No event says that the time of a planned deactivation has come. */
  function waitForPlannedTimes (place, versions, now) {
    clearTimeout(timers[place])
    const planned = versions
      .filter((version) => version?.state === 'active' && version.deactivatedAt !== null)
      .map(({ deactivatedAt }) => deactivatedAt - now)
    if (planned.length === 0) return
    timers[place] = setTimeout(reload, Math.min(Math.max(Math.min(...planned), shortestWait), longestWait))
  }

  const reload = () => Promise.all([list.reload(), reloadSelected()])

  return {
    reload,
    news ({ secrets, moreSecrets, secretCount, configuration: newConfiguration }) {
      if (newConfiguration !== undefined) configure(newConfiguration)
      if (secretCount === undefined) return
      showCount(secretCount)
      list.reloadSoon()
      if (moreSecrets > 0 || secrets.includes(selectedPath)) reloadSelected()
      $('news').textContent = secrets.length + moreSecrets > 1 ? `${number(secrets.length + moreSecrets)} secrets changed` : `Secret ${secrets[0]} changed`
    }
  }
}
