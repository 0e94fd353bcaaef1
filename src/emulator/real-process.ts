// The process of the main context: Jest runs each test file in a context with a copy of
// `process` that never emits events.

import { runInThisContext } from 'node:vm'

export const realProcess = runInThisContext('process') as NodeJS.Process
