// What a TLS client of a domain needs.

/** For `https.request(url, { ...tls })`, `new https.Agent(tls)` and `new undici.Agent({ connect: tls })`: PEM texts. */
export interface ClientTls {
  readonly ca: string
  readonly cert: string
  readonly key: string
}
