// How the tests of one mutation are run: one file after the other in the order given, until one test fails.

import path from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import base from '../../vitest.config.js'

/** The first test file of a row is the one most likely to notice the fault. */
class GivenOrder extends BaseSequencer {
  override sort (files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => process.argv.findIndex((argument) =>
      path.resolve(argument) === moduleId)
    return Promise.resolve(files.toSorted((one, other) => place(one) - place(other)))
  }
}

const root = path.join(import.meta.dirname, '../..')

export default mergeConfig(base, defineConfig({
  root,
  test: {
    bail: 1,
    maxWorkers: 1,
    reporters: ['dot'],
    sequence: { sequencer: GivenOrder },
    // Code that is not mutated is compiled once.
    experimental: { fsModuleCache: true, fsModuleCachePath: path.join(root, '.mutation-cache') }
  }
}))
