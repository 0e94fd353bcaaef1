import { describe, expect, it } from 'vitest'
import { serverNames } from '../../src/testcontainers/server-names.js'

describe('the names that the server has to know', () => {
  it('are none where all names are private', () => {
    expect(serverNames(['localhost', 'kms', 'kms.test', 'KMS.internal'], undefined)).toBeUndefined()
  })

  it('are addresses and public names, each once, after those of the user', () => {
    expect(serverNames(['172.17.0.1', 'kms', 'kms.example.com', 'kms.example.com'], 'one.example.org,two'))
      .toBe('one.example.org,two,172.17.0.1,kms.example.com')
  })

  it('are those of the user where there are no others', () => {
    expect(serverNames(['localhost'], 'kms.example.org')).toBe('kms.example.org')
  })
})
