// A tape archive (POSIX.1-1988 ustar): the one format that every image with a shell can unpack with file modes.

export interface TarEntry {
  /** At most 100 ASCII characters. */
  readonly name: string
  readonly content: Buffer | string
  readonly mode: number
}

const block = 512

/** @param time Of every entry, epoch milliseconds. */
export function tar (entries: readonly TarEntry[], time: number): Buffer {
  const parts = entries.flatMap(({ name, content, mode }) => {
    const bytes = Buffer.from(content)
    return [header(name, mode, bytes.length, time), bytes, Buffer.alloc((block - bytes.length % block) % block)]
  })
  // Two empty blocks are its end.
  return Buffer.concat([...parts, Buffer.alloc(2 * block)])
}

function header (name: string, mode: number, size: number, time: number): Buffer {
  const bytes = Buffer.alloc(block)
  const octal = (value: number, length: number, at: number) =>
    bytes.write(value.toString(8).padStart(length - 1, '0'), at, 'ascii')
  bytes.write(name, 0, 100, 'ascii')
  octal(mode, 8, 100)
  octal(0, 8, 108) // owner and group: those of the user who unpacks it
  octal(0, 8, 116)
  octal(size, 12, 124)
  octal(Math.floor(time / 1000), 12, 136)
  bytes.fill(' ', 148, 156) // the checksum counts itself as blanks
  bytes.write('0', 156, 'ascii')
  bytes.write('ustar\u000000', 257, 'ascii')
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii')
  return bytes
}
