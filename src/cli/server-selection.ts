// Which server a command uses: the rule as text for help and documentation, and the line that reports the result.

import type { Output } from './command.js'

/** For commands that need only the client files. */
export const serverRule = 'The server is that of --endpoint, else the one in okms.yaml of the certificate folder. Standard error says which one it was; nothing is created in a folder that has none.'

/** For the commands that administer a server. */
export const adminRule = 'The server is that of --endpoint, else the one in okms.yaml of the certificate folder. When that one does not answer, the data folder is used: through the server that runs on it, else directly, when it has a database. With --data on the command line, okms.yaml is not asked: the data folder decides. With --ephemeral, no data folder is used. Standard error says which server or folder it was; nothing is created where there is none.'

/** For the commands that steer a running server. */
export const runningRule = 'The server must run. It is that of --endpoint, else the one in okms.yaml of the certificate folder, else the one that runs on the data folder; with --data on the command line, that one. Standard error says which server it was.'

export function reportServer (stderr: Output, used: string): void {
  stderr.write(`okms-emulator: using ${used}\n`)
}

/** The server and the source of the files. */
export const describeServer = ({ endpoint, folder }: { readonly endpoint: string, readonly folder: string }) => `the server at ${endpoint} with the files of ${folder}`
