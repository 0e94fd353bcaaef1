// UUIDs of any version, in the text form of RFC 9562 section 4. Upper case is accepted, lower case is written.

/** For patterns that contain a UUID. */
export const uuidExpression = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

export const uuidPattern = new RegExp(`^${uuidExpression}$`, 'i')

/** In lower case; undefined for a text that is no UUID. */
export const readUuid = (text: string): string | undefined => uuidPattern.test(text) ? text.toLowerCase() : undefined
