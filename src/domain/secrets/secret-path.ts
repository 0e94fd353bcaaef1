// The paths of secrets (contract; kv2/differences.md 52, 53).

/** Characters of a path. */
export const maxPathLength = 255

const accepted = 'accepted: 1 to 255 of the characters a-z A-Z 0-9 _ . : / = @ -'

/** Why a decoded path is none of a secret; undefined when it is one. It quotes at most one character. */
export function faultOfPath (path: string): string | undefined {
  if (path === '') return `it is empty; ${accepted}`
  if (path.length > maxPathLength) return `it has ${path.length} characters; ${accepted}`
  const strange = /[^\w.:/=@-]/u.exec(path)?.[0]
  if (strange !== undefined) return `it has ${characterName(strange)}; ${accepted}`
  if (path.startsWith('/')) return 'it starts with a slash; leave it out'
  if (path.endsWith('/')) return 'it ends with a slash; leave it out'
  const segments = path.split('/')
  if (segments.includes('')) return 'it has an empty segment (two slashes)'
  const dots = segments.find((segment) => segment === '.' || segment === '..')
  return dots === undefined ? undefined : `it has the segment ${dots}; such segments have no meaning here`
}

function characterName (character: string): string {
  if (/[!-~]/.test(character)) return `the character ${character}`
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return character === ' ' ? 'a blank' : `the character U+${code}`
}
