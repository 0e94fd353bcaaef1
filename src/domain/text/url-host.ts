// Host and port of an https URL, as sockets take them.

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

export const portOf = ({ port }: URL): number => port === '' ? 443 : Number(port)
