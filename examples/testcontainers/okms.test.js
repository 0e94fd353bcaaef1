// The image of the emulator, started by Testcontainers: any test runner, and any language for the program under test.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GenericContainer, Network } from 'testcontainers'
import { OkmsContainer } from 'okms-emulator/testcontainers'

/** Made by `docker build -t okms-emulator .` in a checkout of the emulator, or the image of your registry. */
const image = process.env.OKMS_IMAGE ?? 'okms-emulator'

let network
let kms
before(async () => {
  network = await new Network().start()
  kms = await new OkmsContainer(image)
    .withSeed(new URL('seed.yaml', import.meta.url))
    .withNetwork(network)
    .withNetworkAliases('kms')
    .start()
})
after(async () => {
  await kms?.stop()
  await network?.stop()
})

test('the program retries after a 503, in a domain of this test', async () => {
  const domain = await kms.createDomain()
  const fault = await domain.faults.add({ trigger: { next: 1 }, effect: { status: 503, retryAfter: 1 } })
  const list = async () => (await domain.fetch(`/api/${domain.okmsId}/v1/servicekey`)).status
  assert.deepEqual([await list(), await list()], [503, 200])
  assert.equal(await fault.hits(), 1)
  await domain.remove()
})

test('a program in another container reads the seeded secret', async (t) => {
  const read = (file) => `require('node:fs').readFileSync('/client/${file}')`
  const program = `require('node:https').get(process.argv[1], {
    ca: ${read('ca.pem')}, cert: ${read('client.pem')}, key: ${read('client-key.pem')}
  }, (response) => { response.pipe(process.stdout) })`
  const secret = `/api/${kms.okmsId}/v2/secret/app%2Fdatabase?includeData=true`

  const app = await new GenericContainer(image) // stands for yours
    .withEntrypoint(['sleep', '60'])
    .withNetwork(network)
    .withCopyContentToContainer([
      { target: '/client/ca.pem', content: kms.tls.ca },
      { target: '/client/client.pem', content: kms.tls.cert },
      // Readable by the user of the container, who is not root.
      { target: '/client/client-key.pem', content: kms.tls.key, mode: 0o644 }
    ])
    .start()
  t.after(() => app.stop())
  const { exitCode, stdout, output } = await app.exec(['node', '-e', program, `${kms.networkEndpoint()}${secret}`])
  assert.equal(exitCode, 0, output)
  assert.equal(JSON.parse(stdout).version.data.user, 'app')
  await kms.journal.expect({ operationId: 'GetSecretV2', result: 'ok' })
})
