// One line on stderr that says how far a run is.

const pause = 5000

/** On a terminal the line is rewritten in place; elsewhere a new one is written every five seconds. */
export function progressLine (): { show: (text: string) => void, end: () => void } {
  const { stderr } = process
  let last = 0
  return {
    show (text) {
      if (stderr.isTTY) {
        stderr.write(`\r\u001B[K${text}`)
      } else if (performance.now() - last >= pause || last === 0) {
        last = performance.now()
        stderr.write(`${text}\n`)
      }
    },
    end () {
      if (stderr.isTTY) stderr.write('\r\u001B[K')
    }
  }
}
