// How messages quote client input: one line of visible characters, and only text that is too short to be a secret.

/** As JSON, but with U+0085, U+2028 and direction changes escaped, which JSON.stringify does not do. */
export function quoted (text: string): string {
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)
}

/** Keys in base64, tokens and generated passwords are longer; names of states, types and algorithms are not. */
export const shownLength = 20

/** Also one with a typing error: groups of hexadecimal digits, with hyphens between them. */
const likeUuid = /^(?=.{8,40}$)[\da-f]+(?:-[\da-f]+){2,}$/i

/** Also with typing errors: identities, resources and actions. */
const likeUrn = /^(?:urn|okms):[!-~]{1,200}$/

/** Of a resource or an identity. */
export const isId = (text: string): boolean => likeUuid.test(text) || likeUrn.test(text)

/** Whether a message may repeat this text. */
export const isQuotable = (text: string): boolean => text.length <= shownLength || isId(text)

/** The text in quotes, or its length alone. */
export const quotedOrLength = (text: string): string =>
  isQuotable(text) ? quoted(text) : `a string of ${text.length} characters`
