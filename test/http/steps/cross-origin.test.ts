// Which requests come from a page of another origin.

import { expect, it } from 'vitest'
import { httpErrors } from '../../../src/http/reply/http-errors.js'
import { refuseCrossOrigin } from '../../../src/http/steps/cross-origin.js'

const host = 'localhost:8443'

it.each([
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://localhost:8443' }],
  // A WebSocket handshake.
  [{ upgrade: 'websocket', origin: 'https://evil.example' }],
  [{ upgrade: 'websocket', origin: 'http://localhost:8443' }],
  [{ upgrade: 'websocket', origin: 'https://localhost:9443' }],
  [{ upgrade: 'websocket', origin: 'https://localhost' }],
  [{ upgrade: 'websocket', origin: 'https://localhost:8443.evil.example' }],
  [{ origin: 'null' }],
  [{ origin: '' }]
])('refuses %j', (headers) => {
  expect(() => { refuseCrossOrigin({ host, ...headers }) }).toThrow(expect.objectContaining({
    kind: httpErrors.ForeignOrigin
  }))
})

it.each([
  [{}],
  [{ 'sec-fetch-site': 'none' }],
  [{ 'sec-fetch-site': 'same-origin' }],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://localhost:8443' }],
  [{ origin: 'https://localhost:8443' }],
  [{ origin: 'https://LOCALHOST:8443' }]
])('admits %j', (headers) => {
  expect(() => { refuseCrossOrigin({ host, ...headers }) }).not.toThrow()
})
