// A connection through a proxy (RFC 9110 section 9.3.6): afterwards, client and server communicate directly.

import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { hostOf } from '../../domain/text/url-host.js'

/** Why there is no connection through the proxy. */
export class TunnelFault extends Error {
  readonly code = 'PROXY_FAILED'
}

/** Supported protocols to a proxy. */
export const canTunnel = ({ protocol }: URL) => protocol === 'http:' || protocol === 'https:'

/** @param patience Milliseconds. Rejects with TunnelFault. */
export async function openTunnel (
  proxy: URL, { host, port }: { readonly host: string, readonly port: number }, patience: number
): Promise<Socket> {
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return await new Promise((resolve, reject) => {
    const request = (proxy.protocol === 'https:' ? https : http).request({
      host: hostOf(proxy),
      port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...(user === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }) },
      agent: false,
      signal: AbortSignal.timeout(patience)
    })
    request.on('connect', ({ statusCode, statusMessage }, socket) => {
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(new TunnelFault(`it answers ${statusCode} ${statusMessage}`))
    })
    request.on('response', ({ statusCode }) => { reject(new TunnelFault(`it answers ${statusCode}`)) })
    request.on('error', (error: Error & { readonly code?: string }) => { reject(new TunnelFault(`it cannot be used: ${error.code === 'ABORT_ERR' ? 'no answer in time' : error.message}`)) })
    request.end()
  })
}

/** The proxy as texts name it: without a password. */
export const shownProxy = ({ protocol, host }: URL) => `${protocol}//${host}`
