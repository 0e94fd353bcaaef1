import { expect, it } from 'vitest'
import { hostOf, portOf } from '../../../src/domain/text/url-host.js'

it.each([
  ['https://localhost:8443', 'localhost', 8443],
  ['https://[::1]:9', '::1', 9],
  ['https://KMS.example.org/path', 'kms.example.org', 443],
  ['https://127.0.0.1:443', '127.0.0.1', 443]
])('%s', (url, host, port) => {
  expect([hostOf(new URL(url)), portOf(new URL(url))]).toEqual([host, port])
})
