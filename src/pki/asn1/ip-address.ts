// IP addresses as bytes, as certificates carry them (RFC 5280 section 4.2.1.6).

import { isIPv4 } from 'node:net'

/** 4 or 16 bytes, network order, of an address that `isIP` accepts and that has no zone. */
export function addressBytes (address: string): Buffer {
  return isIPv4(address) ? Buffer.from(address.split('.').map(Number)) : sixteenBytes(address)
}

function sixteenBytes (address: string): Buffer {
  // The URL parser writes any IPv6 address in one form: lower case hexadecimal groups, one `::` at
  // most (WHATWG URL section 3.5).
  const plain = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) => text === '' ? [] : text.split(':')
  const before = groups(head)
  const after = groups(tail ?? '')
  const zeros = Array<string>(8 - before.length - after.length).fill('0')
  const bytes = Buffer.alloc(16)
  for (const [index, group] of [...before, ...zeros, ...after].entries()) {
    bytes.writeUInt16BE(parseInt(group, 16), index * 2)
  }
  return bytes
}
