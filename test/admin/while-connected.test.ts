// A wait knows when its client is gone, and leaves nothing on the connection.

import { EventEmitter } from 'node:events'
import type { FastifyRequest } from 'fastify'
import { expect, it } from 'vitest'
import { whileConnected } from '../../src/admin/while-connected.js'

const requestOn = (socket: EventEmitter, destroyed = false) =>
  ({ raw: { socket: Object.assign(socket, { destroyed }) } }) as unknown as FastifyRequest

const untilAborted = (signal: AbortSignal | undefined) => new Promise<string>((resolve) => {
  if (signal?.aborted === true) resolve('gone')
  signal?.addEventListener('abort', () => { resolve('gone') })
})

it('ends when the connection does', async () => {
  const socket = new EventEmitter()
  const waiting = whileConnected(requestOn(socket), untilAborted)
  socket.emit('close')
  expect(await waiting).toBe('gone')
  expect(socket.listenerCount('close')).toBe(0)
})

it('ends at once on a connection that has ended', async () => {
  expect(await whileConnected(requestOn(new EventEmitter(), true), untilAborted)).toBe('gone')
})

it('leaves the connection as it was, whichever way it ends', async () => {
  const socket = new EventEmitter()
  expect(await whileConnected(requestOn(socket), () => Promise.resolve('done'))).toBe('done')
  await expect(whileConnected(requestOn(socket), () => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  expect(socket.listenerCount('close')).toBe(0)
})

it('has no connection in this process', async () => {
  expect(await whileConnected(undefined, (signal) => Promise.resolve(signal))).toBeUndefined()
})
