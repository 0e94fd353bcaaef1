// Kind of material that a key has: symmetric, private with public, public alone (service.md 4.2).

export const keyClasses = ['SECRET_KEY', 'KEY_PAIR', 'PUBLIC_KEY'] as const
export type KeyClass = (typeof keyClasses)[number]
