// For the clients whose tests are in TypeScript: run in the folder of one of them by `npm run test:clients`.

import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { include: ['secrets.ts', 'ovh.ts'], testTimeout: 30_000 } })
