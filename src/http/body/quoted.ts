// How texts of clients are repeated in messages; services use it too.

export { quoted, shownText } from '../../domain/shown-text.js'
