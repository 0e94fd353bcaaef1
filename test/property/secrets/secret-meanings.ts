// What a URL below `/v1/secret/` or `/v2/secret/` names, by kv2/differences.md 47 and 52 to 55 and by choices.md 20,
// written on its own, not from the code.

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An operation on one secret. */
export type Meaning =
  | { readonly operation: 'read' | 'write' | 'patch' | 'remove' | 'deactivate' | 'destroy', readonly path: string }
  | { readonly operation: 'describe' | 'list' | 'list versions' | 'add version', readonly path: string }
  | { readonly operation: 'read version', readonly path: string, readonly version: string }
  | { readonly operation: 'move version', readonly path: string, readonly version: string }
  /** Not a secret: refused, and nothing changes. */
  | { readonly operation: 'none' }

const none: Meaning = { operation: 'none' }

/** Decoded once, as a whole; undefined for what is not UTF-8. */
function decoded (raw: string): string | undefined {
  try {
    return decodeURIComponent(raw)
  } catch {
    return undefined
  }
}

const isPath = (path: string): boolean => path.length <= 255 && /^[a-zA-Z0-9_.:/=@-]+$/.test(path) &&
  path.split('/').every((segment) => !['', '.', '..'].includes(segment))

const vaultOperations: Readonly<Record<string, Partial<Record<Method, Meaning['operation']>>>> = {
  data: { GET: 'read', POST: 'write', PATCH: 'patch', DELETE: 'deactivate' },
  metadata: { GET: 'describe', POST: 'write', DELETE: 'remove' },
  delete: { POST: 'deactivate' },
  destroy: { PUT: 'destroy' }
}

/** @param list With `?list=true`. */
export function vaultMeaning (method: Method, what: string, raw: string, list: boolean): Meaning {
  const operation = vaultOperations[what]?.[method]
  const whole = decoded(raw)
  if (operation === undefined || whole === undefined) return none
  const isAlike = what === 'metadata' && ['GET', 'DELETE'].includes(method)
  // A slash at the end makes no difference to metadata and lists, and is no secret elsewhere.
  const path = isAlike && whole.endsWith('/') ? whole.slice(0, -1) : whole
  if (what === 'metadata' && method === 'GET' && (list || whole === '')) {
    return path === '' || isPath(path) ? { operation: 'list', path } : none
  }
  return isPath(path) ? { operation, path } as Meaning : none
}

/** @param exists Whether there is a secret of a path. */
export function nativeMeaning (method: Method, raw: string, exists: (path: string) => boolean): Meaning {
  const segments = raw.split('/')
  const whole = decoded(raw)
  const named = (count: number) => decoded(segments.slice(0, -count).join('/')) ?? ''
  /** The path before `/version` came as one segment with an encoded slash, or names a secret. */
  const isBefore = (count: number) =>
    (segments.length === count + 1 && /%2f/i.test(segments[0] ?? '')) || exists(named(count))
  const isVersion = (index: number) => decoded(segments.at(index) ?? '') === 'version'
  const number = decoded(segments.at(-1) ?? '') ?? ''

  const ofVersion: Partial<Record<Method, Meaning>> = segments.length > 2 && isVersion(-2) && number !== ''
    ? {
        GET: { operation: 'read version', path: named(2), version: number },
        PUT: { operation: 'move version', path: named(2), version: number }
      }
    : {}
  const ofVersions: Partial<Record<Method, Meaning>> = segments.length > 1 && isVersion(-1)
    ? {
        GET: { operation: 'list versions', path: named(1) },
        POST: { operation: 'add version', path: named(1) }
      }
    : {}
  const ofSecret: Partial<Record<Method, Meaning>> = whole === undefined
    ? {}
    : {
        GET: { operation: 'read', path: whole },
        PUT: { operation: 'write', path: whole },
        DELETE: { operation: 'remove', path: whole }
      }
  const version = ofVersion[method]
  const versions = ofVersions[method]
  const secret = ofSecret[method]
  // What the path names does not depend on the method: a version cannot be deleted, and is no secret of that path.
  const namesVersion = Object.keys(ofVersion).length > 0 && isBefore(2)
  const namesVersions = Object.keys(ofVersions).length > 0 && isBefore(1)
  const meant = namesVersion ? version : namesVersions ? versions : secret ?? versions ?? version
  if (meant === undefined) return none
  return 'path' in meant && !isPath(meant.path) ? none : meant
}
