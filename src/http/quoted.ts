// How texts of clients are repeated in messages.

/** As JSON, in one line of visible characters; JSON.stringify leaves U+0085, U+2028 or a change of direction as they are. */
export function quoted (text: string): string {
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)
}
