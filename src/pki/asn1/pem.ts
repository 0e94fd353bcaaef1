// PEM, the textual form of certificates (RFC 7468).

export function toPem (label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** The content of the first block with one of these labels; undefined when there is none. */
export function fromPem (labels: readonly string[], text: string): Buffer | undefined {
  for (const label of labels) {
    const [, base64] = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(text) ?? []
    if (base64 !== undefined) return Buffer.from(base64, 'base64')
  }
  return undefined
}
