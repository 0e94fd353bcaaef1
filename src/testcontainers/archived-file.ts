// Reads a file out of the tape archive in which engines send it.

const block = 512

/** Regular files; other entries are folders, links and extended headers. */
const fileTypes: ReadonlySet<string> = new Set(['0', '\0'])

/** The content of the first file; undefined where there is none. */
export function firstFileIn (archive: Buffer): string | undefined {
  for (let at = 0; at + block <= archive.length;) {
    const size = Number.parseInt(archive.toString('ascii', at + 124, at + 136), 8) || 0
    const start = at + block
    if (fileTypes.has(archive.toString('ascii', at + 156, at + 157)) && archive[at] !== 0) {
      return archive.toString('utf8', start, start + size)
    }
    at = start + Math.ceil(size / block) * block
  }
  return undefined
}
