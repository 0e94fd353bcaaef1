// The lint rule for long lines: 120 columns without the long texts of the line, which cannot be wrapped.

const limit = 120

/** Characters from which a literal or a template is a long text. */
const longText = 40

/** URLs cannot be wrapped either. */
const url = /https?:\/\/\S+/g

/**
 * @typedef {import('eslint').AST.SourceLocation} Place
 * @param {Place} place
 * @param {number} line
 */
const isOn = ({ start, end }, line) => start.line <= line && line <= end.line

/**
 * The columns that a text takes on a line of `length` columns.
 * @param {Place} place
 * @param {number} line
 * @param {number} length
 */
function columnsOn ({ start, end }, line, length) {
  return (line === end.line ? end.column : length) - (line === start.line ? start.column : 0)
}

/** @type {import('eslint').Rule.RuleModule} */
export const lineLength = {
  meta: {
    type: 'layout',
    schema: [],
    messages: { long: 'The line has {{columns}} columns without its long texts; at most {{limit}} are allowed.' }
  },
  create (context) {
    const { lines, ast } = context.sourceCode
    /** @type {Place[]} */
    const texts = []
    let end = 0

    /**
     * A template is one text with the expressions in it, whose own texts are not counted again.
     * @param {import('eslint').Rule.Node} node
     */
    const collect = ({ range: [from, to] = [0, 0], loc }) => {
      if (to - from < longText || from < end || !loc) return
      texts.push(loc)
      end = to
    }

    return {
      Literal: collect,
      TemplateLiteral: collect,
      TSTemplateLiteralType: collect,
      'Program:exit' () {
        for (const [index, text] of lines.entries()) {
          if (text.length <= limit) continue
          const line = index + 1
          const urls = ast.comments.some(({ loc }) => loc && isOn(loc, line)) ? text.match(url) ?? [] : []
          const columns = texts
            .filter((place) => isOn(place, line))
            .reduce((left, place) => left - columnsOn(place, line, text.length), text.length - urls.join('').length)
          if (columns <= limit) continue
          context.report({
            loc: { start: { line, column: limit }, end: { line, column: text.length } },
            messageId: 'long',
            data: { columns: String(columns), limit: String(limit) }
          })
        }
      }
    }
  }
}
