// The list of mutations (scripts/mutation/) fits the code: a row whose line was changed would prove nothing.

import { expect, it } from 'vitest'
import { changeOf } from '../../scripts/mutation/change.js'
import { mutations } from '../../scripts/mutation/every.js'

it('has at least 150 mutations, each of which can be made', () => {
  expect(mutations.length).toBeGreaterThan(150)
  const stale = mutations.flatMap((mutation) => {
    const change = changeOf(mutation)
    return typeof change === 'string' ? [`${mutation.file}: ${mutation.fault}: ${change}`] : []
  })
  expect(stale).toEqual([])
})
