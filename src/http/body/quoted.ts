// How messages quote texts of clients; services use it too.

export { quoted, quotedOrLength } from '../../domain/text/quoted-text.js'
