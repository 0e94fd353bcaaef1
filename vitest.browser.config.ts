import { defineConfig } from 'vitest/config'
import { missing } from './test/browser/chromium.js'

const what = missing()
if (what !== undefined) process.stderr.write(`\nSKIPPED: the browser tests need ${what}; on Debian: apt-get install chromium libnss3-tools\n\n`)

export default defineConfig({
  test: {
    include: what === undefined ? ['test/browser/**/*.test.ts'] : [],
    passWithNoTests: what !== undefined,
    // One browser at a time: it uses more memory than all other tests together.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 60_000
  }
})
