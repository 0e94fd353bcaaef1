import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/announce.ts'],
    // One browser at a time: it takes more memory than everything else here together.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 60_000
  }
})
