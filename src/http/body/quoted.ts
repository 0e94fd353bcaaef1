// How messages quote texts of clients; services use it too.

export { quoted, shownText } from '../../domain/text/quoted-text.js'
