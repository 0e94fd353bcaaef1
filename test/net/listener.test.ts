// Several hosts on one port: every combination of the usual ones listens, and each address that was named is reached.

import net, { createServer } from 'node:net'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { listen } from '../../src/net/listener.js'
import { planListening } from '../../src/net/listen-plan.js'

const ownAddresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []).map(({ address }) => address)
const hasIpv6 = ownAddresses.includes('::1')
const hosts = ['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::'] as const
const pairs = hosts.flatMap((one) => hosts.map((other) => [one, other] as const))

/** Addresses of this machine that a host must be reached at. */
const reachedAt: Readonly<Record<typeof hosts[number], readonly string[]>> = {
  '127.0.0.1': ['127.0.0.1'],
  '::1': ['::1'],
  localhost: [],
  '0.0.0.0': ['127.0.0.1'],
  '::': ['127.0.0.1', '::1']
}

async function expectReached (port: number, address: string): Promise<void> {
  const socket = net.connect(port, address)
  await once(socket, 'connect')
  socket.destroy()
}

describe.runIf(hasIpv6)('a server on', () => {
  it.each(pairs)('%s and %s is reached at both', async (one, other) => {
    const named = [...new Set([one, other])]
    const listening = await listen({ hosts: named, hostsChosen: true, port: 0 }, () => createServer())
    try {
      expect(listening.hosts).toEqual(named)
      for (const address of named.flatMap((host) => reachedAt[host])) await expectReached(listening.port, address)
    } finally {
      await listening.close(0)
    }
  })

  it('every host at once is reached at each', async () => {
    const listening = await listen({ hosts, hostsChosen: true, port: 0 }, () => createServer())
    await expectReached(listening.port, '127.0.0.1')
    await expectReached(listening.port, '::1')
    await listening.close(0)
  })

  it('0.0.0.0 alone is not reached over IPv6', async () => {
    const listening = await listen({ hosts: ['0.0.0.0'], hostsChosen: true, port: 0 }, () => createServer())
    await expect(expectReached(listening.port, '::1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await listening.close(0)
  })
})

it('rejects a name that leads nowhere, and names it', async () => {
  await expect(listen({ hosts: ['nowhere.invalid'], hostsChosen: true, port: 0 }, () => createServer()))
    .rejects.toMatchObject({ syscall: 'getaddrinfo', host: 'nowhere.invalid' })
})

describe('the plan of', () => {
  const one4 = (address: string, ...served: string[]) =>
    ({ hosts: served.length > 0 ? served : [address], address, ipv6Only: false, optional: false })
  const one6 = (address: string, ...served: string[]) => ({ ...one4(address, ...served), ipv6Only: true })

  it.each([
    { hosts: ['127.0.0.1', '::1'], plan: [one4('127.0.0.1'), one6('::1')] },
    { hosts: ['::', '127.0.0.1', '::1'], plan: [one4('::', '::', '127.0.0.1', '::1')] },
    { hosts: ['127.0.0.2', '0.0.0.0'], plan: [one4('0.0.0.0', '127.0.0.2', '0.0.0.0')] },
    // A machine without one of the families still has every address of the other.
    { hosts: ['0.0.0.0', '::'], plan: [{ ...one4('0.0.0.0'), optional: true }, { ...one6('::'), optional: true }] },
    { hosts: ['::1', '0:0:0:0:0:0:0:1'], plan: [one6('::1', '::1', '0:0:0:0:0:0:0:1')] },
    { hosts: ['::ffff:127.0.0.1', '127.0.0.1'], plan: [one4('127.0.0.1', '::ffff:127.0.0.1', '127.0.0.1')] },
    { hosts: ['fe80::1%eth0', 'fe80::1%eth1'], plan: [one6('fe80::1%eth0'), one6('fe80::1%eth1')] }
  ])('$hosts has one socket for each address', async ({ hosts, plan }) => {
    expect(await planListening(hosts)).toEqual(plan)
  })
})

/** Stands for a machine that lacks a family: listening on these addresses fails as it does there. */
function serverOfMachineWithout (missing: string): () => net.Server {
  return () => {
    const server = createServer()
    const listenThere = server.listen.bind(server)
    return Object.assign(server, {
      listen (options: net.ListenOptions, done: () => void) {
        if (options.host !== missing) return listenThere(options, done)
        setImmediate(() => server.emit('error', Object.assign(new Error('no such family'), { code: 'EAFNOSUPPORT' })))
        return server
      }
    })
  }
}

it('a machine without IPv6 serves both wildcards over IPv4, and says that :: alone is missing', async () => {
  const withoutIpv6 = serverOfMachineWithout('::')
  const listening = await listen({ hosts: ['::', '0.0.0.0'], hostsChosen: true, port: 0 }, withoutIpv6)
  expect(listening.hosts).toEqual(['0.0.0.0'])
  await expectReached(listening.port, '127.0.0.1')
  await listening.close(0)
  await expect(listen({ hosts: ['::'], hostsChosen: true, port: 0 }, withoutIpv6))
    .rejects.toMatchObject({ code: 'EAFNOSUPPORT', host: '::' })
})
