// UUIDs of any version, in the text form of RFC 9562 section 4. Upper case is accepted, lower case is written.

export const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
