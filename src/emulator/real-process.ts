// The process of the main context: Jest runs each test file in a context with a copy of `process` whose events never happen.

import { runInThisContext } from 'node:vm'

export const realProcess = runInThisContext('process') as NodeJS.Process
