// When something ends that lasts for some days.

const day = 24 * 3600 * 1000

/** RFC 3339; undefined for no end. */
export const daysFromNow = (days: number | undefined): string | undefined =>
  days === undefined ? undefined : new Date(Date.now() + days * day).toISOString()
