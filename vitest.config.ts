import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { keepTemporaryFilesInMemory } from './test/harness/memory-folder.js'

keepTemporaryFilesInMemory()

const folder = path.join(import.meta.dirname, 'test')

/** Tests that need a process of their own: they replace a module, or count what the process holds. */
const ownProcess = /vi\.mock\(|process\.getActiveResourcesInfo\(|from '\.\/unharmed\.js'/

const isolated = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && ownProcess.test(readFileSync(path.join(folder, name), 'utf8')))
  .map((name) => path.posix.join('test', ...name.split(path.sep)))

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // One more than there are cores, because tests also wait: for sockets, timers and other processes.
    maxWorkers: availableParallelism() + 1,
    projects: [
      // A worker loads each module once for all of its files. Loading them again takes longer than most files run.
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', ...isolated]
        }
      },
      { extends: true, test: { name: 'isolated', include: isolated } }
    ]
  }
})
