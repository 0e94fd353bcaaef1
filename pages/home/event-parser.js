// Takes server-sent events apart as the HTML Living Standard says (section 9.2.6): only CR, LF and CRLF end a line.

/**
 * @param onEvent (name, data) for each event that has data.
 * @returns (chunk) => void, to be given the decoded text of the stream, cut wherever the network cut it.
 */
export function createEventParser (onEvent) {
  let rest = ''
  let afterReturn = false
  let name = ''
  let data = []

  function takeLine (line) {
    if (line === '') {
      if (data.length > 0) onEvent(name === '' ? 'message' : name, data.join('\n'))
      name = ''
      data = []
      return
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line)
    if (field === 'event') name = value
    if (field === 'data') data.push(value)
    // A comment has an empty field; `id` and `retry` are for EventSource.
  }

  return (chunk) => {
    if (chunk === '') return
    // A CR that ended the chunk before may be the first half of a CRLF.
    const text = afterReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk
    afterReturn = chunk.endsWith('\r')
    const lines = (rest + text).split(/\r\n|\n|\r/)
    rest = lines.pop()
    for (const line of lines) takeLine(line)
  }
}
