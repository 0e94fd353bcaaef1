// Types of the only part of node-forge in use: loading all of it takes 25 ms of every start, this part 3 ms.

declare module 'node-forge/lib/asn1.js' {
  import type { asn1 } from 'node-forge'
  const module: Omit<typeof asn1, 'fromDer'> & {
    fromDer (
      bytes: string,
      options: { readonly strict?: boolean, readonly decodeBitStrings?: boolean, readonly parseAllBytes?: boolean }
    ): asn1.Asn1
  }
  export default module
}
