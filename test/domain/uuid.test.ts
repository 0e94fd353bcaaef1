import { expect, it } from 'vitest'
import { readUuid, uuidExpression } from '../../src/domain/uuid.js'

const uuid = '4dd6de0e-0b5b-4b2e-9a43-6c4f4e1c5a11'

it.each([
  [uuid, uuid],
  [uuid.toUpperCase(), uuid],
  [uuid.replaceAll('-', ''), undefined],
  [`${uuid} `, undefined],
  [`urn:uuid:${uuid}`, undefined],
  [uuid.replace('d', 'g'), undefined],
  ['', undefined]
])('readUuid(%j)', (text, read) => {
  expect(readUuid(text)).toBe(read)
})

it('stands within other patterns', () => {
  expect(new RegExp(`^(${uuidExpression})_certificate$`).exec(`${uuid}_certificate`)?.[1]).toBe(uuid)
})
