// The global setup of `npm run test:workers`: one server, on which the tests leave no domain.

import { connectEmulator } from 'okms-emulator'
import setUp from 'okms-emulator/global-setup'

export default async function setUpAndCheck (): Promise<() => Promise<void>> {
  const tearDown = await setUp()
  return async () => {
    const kms = await connectEmulator({ admin: { certs: process.env['OKMS_EMULATOR_CERTS'] ?? '' } })
    const { domains = [] } = await kms.export()
    await kms.close()
    await tearDown()
    if (domains.length !== 1) throw new Error(`${domains.length - 1} domains of tests are left`)
  }
}
