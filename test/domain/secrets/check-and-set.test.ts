import { expect, it } from 'vitest'
import { checkAndSet } from '../../../src/domain/secrets/check-and-set.js'
import { secretErrors } from '../../../src/domain/errors/secrets.js'

const kindOf = (cas: number | undefined, currentVersion: number, required: boolean) => {
  try {
    checkAndSet({ cas, currentVersion, required })
    return undefined
  } catch (error) {
    return (error as { kind?: unknown }).kind
  }
}

it.each([
  [undefined, 3, false, undefined],
  [3, 3, false, undefined],
  [3, 3, true, undefined],
  [0, 0, true, undefined],
  [undefined, 3, true, secretErrors.CasMissing],
  [undefined, 0, true, secretErrors.CasMissing],
  [2, 3, false, secretErrors.CasMismatch],
  [4, 3, true, secretErrors.CasMismatch],
  [0, 3, false, secretErrors.CasMismatch],
  [1, 0, false, secretErrors.CasMismatch]
])('cas %s at version %i, required %s', (cas, currentVersion, required, expected) => {
  expect(kindOf(cas, currentVersion, required)).toBe(expected)
})

it('has the phrases that clients look for', () => {
  expect(() => { checkAndSet({ cas: undefined, currentVersion: 7, required: true }) })
    .toThrow(/check-and-set parameter required for this call; send cas with the current version, which is 7/)
  expect(() => { checkAndSet({ cas: 1, currentVersion: 7, required: true }) })
    .toThrow(/check-and-set parameter did not match the current version; got cas 1, the current version is 7/)
})
