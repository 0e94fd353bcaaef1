import { expect, it } from 'vitest'
import { localHost } from '../../src/net/local-host.js'

it.each([
  { hosts: ['127.0.0.1', '::1'], host: 'localhost' },
  { hosts: ['127.0.0.1'], host: 'localhost' },
  { hosts: ['0.0.0.0'], host: 'localhost' },
  { hosts: ['::'], host: 'localhost' },
  { hosts: ['192.0.2.7', 'localhost'], host: 'localhost' },
  { hosts: ['::1'], host: '[::1]' },
  { hosts: ['2001:db8::7'], host: '[2001:db8::7]' },
  { hosts: ['fe80::1%eth0'], host: '[fe80::1%25eth0]' },
  { hosts: ['127.0.0.2'], host: '127.0.0.2' },
  { hosts: ['192.0.2.7', '192.0.2.8'], host: '192.0.2.7' },
  { hosts: ['kms.example.org'], host: 'kms.example.org' }
])('a server on $hosts is reached at $host', ({ hosts, host }) => {
  expect(localHost(hosts)).toBe(host)
})
