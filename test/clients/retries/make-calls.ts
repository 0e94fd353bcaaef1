// For the clients whose programs are in TypeScript.

import type { Call } from './calls.js'

/** Makes all calls at once, and prints what each one ends with. */
export async function makeCalls (
  make: (call: Call) => Promise<void>, textOf: (error: unknown) => string
): Promise<void> {
  const calls = JSON.parse(process.env.RETRY_CALLS ?? '[]') as readonly Call[]
  await Promise.all(calls.map(async (call) => {
    const error = await make(call).then(() => null, textOf)
    console.log(`RETRY ${JSON.stringify({ name: call.name, error })}`)
  }))
}
