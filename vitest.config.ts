import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const folder = path.join(import.meta.dirname, 'test')

/** Tests that replace a module, which must not reach other tests. */
const isolated = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && readFileSync(path.join(folder, name), 'utf8').includes('vi.mock('))
  .map((name) => path.posix.join('test', ...name.split(path.sep)))

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // One more than there are cores, because tests also wait: for sockets, other processes and timers.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // Loading the emulator's modules takes longer than most files of tests, so each worker loads them once.
      { extends: true, test: { name: 'shared', isolate: false, include: ['test/**/*.test.ts'], exclude: ['test/browser/**', ...isolated] } },
      { extends: true, test: { name: 'isolated', include: isolated } }
    ]
  }
})
