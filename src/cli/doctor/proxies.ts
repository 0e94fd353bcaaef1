// Proxies in the environment: whether a client connection uses one, and the value of NO_PROXY that avoids it.

import { hostOf } from '../../domain/text/url-host.js'
import type { Variable } from '../../services/clients/client-environment.js'

type Environment = Readonly<Record<string, string | undefined>>

/** Lower case first, as most programs read them. */
const forHttps = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const
const everyProxy = [...forHttps, 'http_proxy', 'HTTP_PROXY'] as const
const exceptions = ['no_proxy', 'NO_PROXY'] as const

/** Records what `env` added, so that `env --unset` removes exactly that. */
const addedVariable = 'KMS_RESTAPI_NO_PROXY'

const loopbackNames = ['localhost', '127.0.0.1', '::1'] as const

const entriesOf = (list: string) => list.split(/[\s,]+/).filter((entry) => entry !== '')

/** Programs differ over address ranges, so that only names and single addresses count. */
function covers (list: string, url: URL): boolean {
  const host = hostOf(url)
  return entriesOf(list.toLowerCase()).some((entry) => {
    if (entry === '*') return true
    const [, name = entry, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? []
    if (port !== undefined && port !== (url.port || '443')) return false
    const bare = name.replace(/^\*?\.|^\[|\]$/g, '')
    return bare !== '' && (host === bare || host.endsWith(`.${bare}`))
  })
}

const setIn = (env: Environment, names: readonly string[]) => names.filter((name) => (env[name] ?? '') !== '')

/**
 * Values of NO_PROXY and no_proxy that make clients connect directly; empty if no proxy is set or no change is needed.
 */
export function bypassProxy (url: URL, env: Environment): Variable[] {
  if (setIn(env, everyProxy).length === 0) return []
  const present = setIn(env, exceptions)
  const lacking = present.length === 0 ? exceptions : present.filter((name) => !covers(env[name] ?? '', url))
  if (lacking.length === 0) return []
  const host = hostOf(url)
  const added = (loopbackNames as readonly string[]).includes(host) ? loopbackNames.join(',') : host
  return [
    ...lacking.map((name) => ({ name, value: [...entriesOf(env[name] ?? ''), added].join(',') })),
    { name: addedVariable, value: added }
  ]
}

/** Reverts `directly`: variables with their previous values, or without a value. */
export function undoBypassProxy (env: Environment): ReadonlyArray<{
  readonly name: string, readonly value: string | undefined
}> {
  const added = env[addedVariable] ?? ''
  if (added === '') return []
  const restored = setIn(env, exceptions)
    .map((name) => ({ name, value: env[name] ?? '' }))
    .filter(({ value }) => value === added || value.endsWith(`,${added}`))
    .map(({ name, value }) => ({ name, value: value.slice(0, -added.length).replace(/,$/, '') || undefined }))
  return [...restored, { name: addedVariable, value: undefined }]
}

/** The proxy that clients use for a URL. */
export interface ProxyUse {
  /** The variable that names it. */
  readonly variable: string
  readonly url: URL
  /** Why NO_PROXY does not exclude this URL. */
  readonly why: string
  /** The entry that NO_PROXY needs. */
  readonly exception: string
}

/** Undefined when no variable selects a proxy for this URL, or its value is not a URL. */
export function proxyFor (url: URL, env: Environment): ProxyUse | undefined {
  const [variable] = setIn(env, forHttps)
  const lists = setIn(env, exceptions)
  if (variable === undefined || lists.some((name) => covers(env[name] ?? '', url))) return undefined
  const text = env[variable] ?? ''
  const named = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(named)) return undefined
  const host = hostOf(url)
  return { variable, url: new URL(named), why: lists.length === 0 ? 'NO_PROXY is not set' : `${lists.join(' and ')} ${lists.length > 1 ? 'do' : 'does'} not name ${host}`, exception: host }
}
