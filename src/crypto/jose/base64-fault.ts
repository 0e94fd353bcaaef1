// Why a text is not base64 or base64url: what it looks like, and how to fix it. It never quotes the text.

interface Look {
  readonly looks: RegExp
  readonly why: string
}

/** Faults in both alphabets. */
const foreignForms: readonly Look[] = [
  { looks: /^\s*data:[^,]*,/i, why: 'it is a data: URL; send only what follows "base64,"' },
  { looks: /^\s*-----BEGIN /, why: 'it is PEM; send the base64 of the bytes, without the lines BEGIN and END and without line breaks' },
  { looks: /%[\da-f]{2}/i, why: 'it is percent-encoded; in JSON, send the characters themselves' },
  { looks: /^(?=[^]*[\r\n])[\w+/=\s-]+$/, why: 'it contains line breaks; remove them (base64 -w0 and openssl base64 -A write none)' },
  { looks: /^(?=[^]*\s)(?=\S{16})[\w+/=\s-]+$/, why: 'it contains blanks; a + that passed through a form becomes one' },
  { looks: /^(?:0x)?(?:[\da-f]{2}){8,}$/i, why: 'it looks like hexadecimal digits; send the base64 of the bytes: xxd -r -p | base64 -w0' }
]

const base64Forms: readonly Look[] = [
  ...foreignForms,
  { looks: /^(?=.*[_-])[\w-]{11,}={0,2}$/, why: 'it looks like base64url; write + for -, / for _, and pad it with = to a multiple of 4 characters' },
  { looks: /^(?:[A-Za-z\d+/]{4})*[A-Za-z\d+/]{2,3}$/, why: 'if it is base64, its padding is missing: add = up to a multiple of 4 characters; if it is plain text, encode it: printf %s TEXT | base64 -w0' },
  { looks: /^[A-Za-z\d+/]+=+$/, why: 'its padding or its last character is wrong; was it cut off?' }
]

const base64UrlForms: readonly Look[] = [
  ...foreignForms,
  { looks: /^(?=.*[+/])[A-Za-z\d+/]+={0,2}$/, why: 'it looks like base64; write - for +, _ for /, and leave out the = at the end' },
  { looks: /^[\w-]+=+$/, why: 'it has padding; leave out the = at the end' },
  { looks: /^[\w-]+$/, why: 'its length or its last character is wrong; was it cut off?' }
]

const firstLook = (forms: readonly Look[], text: string): string | undefined =>
  forms.find(({ looks }) => looks.test(text))?.why

/** For a text that `decodeBase64` rejects. Undefined: no known fault, so it is probably the plain text. */
export const base64Fault = (text: string): string | undefined => firstLook(base64Forms, text)

/** For a text that `decodeBase64Url` rejects. */
export const base64UrlFault = (text: string): string | undefined => firstLook(base64UrlForms, text)
