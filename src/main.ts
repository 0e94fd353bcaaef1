#!/usr/bin/env node
// Process entry: reads the arguments, runs one command, exits with its code.

import { run } from './cli/run.js'
import { workingDirectory } from './cli/working-directory.js'

for (const stream of [process.stdout, process.stderr]) {
  // A parent that stops reading closes the pipe, which must neither end the server nor print a stack trace.
  stream.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const surroundings = {
  env: process.env,
  // Read by the commands that need it, because the folder may have been removed.
  get cwd () { return workingDirectory() },
  script: process.argv[1],
  stdout: process.stdout,
  stderr: process.stderr,
  // Opened only by commands that prompt the user.
  get stdin () { return process.stdin }
}

// Without top-level await, which CommonJS, the format of the built program, does not support.
void run(process.argv.slice(2), surroundings).then((code) => process.exit(code))
