// Reads a small file as a whole, without waiting for anything: a FIFO in its place would block the start.

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { asOpenFileLimit } from '../../domain/errors/open-file-limit.js'
import { startFailure, startFailures, type StartFailure } from '../../domain/errors/start-failures.js'
import { isSystemError } from '../../domain/thrown.js'
import { modes, narrow, type ModeRefused } from './file-mode.js'
import { causeOf, systemCodeOf } from './system-error.js'
import { brokenLinkAt, kindOf, ownerOf } from './what-is-there.js'

/** Bytes. More than any file of certificates and keys has. */
const largest = 16 * 1024 * 1024

/** Windows knows neither of the last two. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

export interface ReadOptions {
  /** Others may not read it: its rights are narrowed, unless it is a link. */
  readonly secret: boolean
  readonly refused: ModeRefused
}

/** Undefined when there is no such file. Throws CertificatesBroken when it cannot be read. */
export function readSmallFile (file: string, { secret, refused }: ReadOptions): Buffer | undefined {
  try {
    const link = brokenLinkAt(file)
    if (link !== undefined) throw broken(file, `it is ${link}`, 'put back what it leads to, or replace it by the file')
    return readOpened(file, secret ? refused : undefined)
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined
    throw isSystemError(error) ? unreadable(file, error) : error
  }
}

function readOpened (file: string, narrowing: ModeRefused | undefined): Buffer {
  const { descriptor, isLink } = openToRead(file)
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile()) throw notAFile(file, kindOf(status))
    if (status.size > largest) throw broken(file, `it has ${status.size} bytes`, 'put the right file in its place')
    if (narrowing !== undefined && !isLink) narrow(descriptor, status, modes.secret, narrowing)
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function openToRead (file: string): { readonly descriptor: number, readonly isLink: boolean } {
  try {
    return { descriptor: openSync(file, O_RDONLY | O_NONBLOCK | O_NOFOLLOW), isLink: false }
  } catch (error) {
    if (systemCodeOf(error) !== 'ELOOP') throw error
    return { descriptor: openSync(file, O_RDONLY | O_NONBLOCK), isLink: true }
  }
}

const broken = (file: string, why: string, cure: string) =>
  startFailure(startFailures.CertificatesBroken, file, why, cure)

const notAFile = (file: string, what: string) =>
  broken(file, `it is ${what}`, 'move that away, and put the file in its place if you have it')

const causes: Readonly<Record<string, (file: string, cause: string) => StartFailure>> = {
  // What Linux says about opening a socket or a device without a driver.
  ENXIO: (file) => notAFile(file, 'a socket or a device'),
  ENODEV: (file) => notAFile(file, 'a device'),
  EIO: (file, cause) => broken(file, cause, 'check the disk, and put a copy of the file back')
}

function unreadable (file: string, error: Error & { readonly code: string }): StartFailure {
  const cause = causeOf(error)
  return asOpenFileLimit(error) ?? causes[systemCodeOf(error) ?? '']?.(file, cause) ??
    broken(file, `${cause}${ownerOf(file)}`, 'let this user read it, or choose another folder')
}
