// Says out loud why the browser tests do not run where something they need is missing.

import type { TestProject } from 'vitest/node'
import { missing } from './chromium.js'

export default function announce (project: TestProject): void {
  const what = missing()
  if (what === undefined) return
  process.stderr.write(`\nSKIPPED: the browser tests need ${what}; on Debian: apt-get install chromium libnss3-tools\n\n`)
  project.config.include = []
  project.config.passWithNoTests = true
}
