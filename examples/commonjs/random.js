// A CommonJS program: require(), no test runner. Prints 32 random bytes of the KMS.

const { startEmulator } = require('okms-emulator')

async function main () {
  const kms = await startEmulator()
  try {
    const response = await kms.fetch(`/api/${kms.okmsId}/v1/random?length=32`)
    const { bytes } = await response.json()
    console.log(Buffer.from(bytes, 'base64').toString('hex'))
  } finally {
    await kms.close()
  }
}

main()
