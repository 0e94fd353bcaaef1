// Reads the server's events. Not with EventSource, which hides why a server refuses.

/**
 * Follows `url` for ever, connecting again when the connection ends.
 * @param on {event (name, data), open (), lost (), refused (text)}
 */
export async function follow (url, on) {
  for (let pause = 500; ; pause = Math.min(pause * 2, 8000)) {
    try {
      const response = await fetch(url, { cache: 'no-store' })
      if (response.ok) {
        on.open()
        pause = 500
        await read(response.body, on.event)
        on.lost()
      } else {
        const { errors } = await response.json()
        on.refused(errors[0])
        // Nothing changes until the browser has a certificate, and then the page is loaded anew.
        if (response.status === 401) return
      }
    } catch {
      on.lost()
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

async function read (body, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    text += value
    const messages = text.split('\n\n')
    text = messages.pop()
    for (const message of messages) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(message)
      onEvent(name, JSON.parse(data))
    }
  }
}
