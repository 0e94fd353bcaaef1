// What the operating system says about a call that failed.

import { constants } from 'node:os'
import { getSystemErrorMap } from 'node:util'
import { isSystemError } from '../../domain/thrown.js'

const numberOf = (error: object): number | undefined =>
  'errno' in error && typeof error.errno === 'number' ? Math.abs(error.errno) : undefined

const names: ReadonlyMap<number, string> =
  new Map(Object.entries(constants.errno).map(([name, errno]) => [errno, name]))

/** The code of a failed system call, such as EDQUOT, for which Node has no name. Undefined for any other error. */
export function systemCodeOf (error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined
  return names.get(numberOf(error) ?? 0) ?? error.code
}

/**
 * The call, the file, and why it failed: `rename /pki/.x.tmp to /pki/ca.pem: EBUSY, resource busy or locked`.
 * @param file Where the error names none, as that of a call on an open file.
 */
export function causeOf (error: Error & { readonly code: string }, file = ''): string {
  const words = getSystemErrorMap().get(-(numberOf(error) ?? 0))?.[1]
  const call = [textOf(error, 'syscall'), textOf(error, 'path') ?? file].filter(Boolean).join(' ')
  const target = textOf(error, 'dest')
  return `${call}${target === undefined ? '' : ` to ${target}`}: ` +
    [systemCodeOf(error), words].filter(Boolean).join(', ')
}

function textOf (error: object, member: 'syscall' | 'path' | 'dest'): string | undefined {
  const value: unknown = Reflect.get(error, member)
  return typeof value === 'string' ? value : undefined
}
