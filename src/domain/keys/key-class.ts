// The kind of material of a key: symmetric, a key pair, or a public key alone (service.md 4.2).

export const keyClasses = ['SECRET_KEY', 'KEY_PAIR', 'PUBLIC_KEY'] as const
export type KeyClass = (typeof keyClasses)[number]
