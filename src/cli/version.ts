// The version of this program, as its package.json says.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../folders.js'

export function version (): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}
