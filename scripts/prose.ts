// The words that this project does not use in its texts, and how a file is searched for them.

import ts from 'typescript'

interface Word {
  /** A regular expression. A space in it also matches the break between two lines of a comment. */
  readonly pattern: string
  /** A sentence in which the word occurs: the test of this table reads it. */
  readonly example: string
  readonly instead: string
}

export const words: readonly Word[] = [
  { pattern: 'nobody', example: 'a port that nobody uses', instead: 'no one, no client, nothing, unused' },
  { pattern: 'somebody', example: 'somebody else writes', instead: 'another process, another user, a client' },
  { pattern: 'anybody', example: 'before anybody else reads it', instead: 'any client, another process, another user' },
  { pattern: 'everybody', example: 'everybody may read it', instead: 'every client, every user' },
  { pattern: 'who(so)?ever', example: 'whoever calls', instead: 'the caller, any client that, a user who' },
  { pattern: 'whom', example: 'the key of whom', instead: 'the caller, the client' },
  { pattern: 'who has nothing yet', example: 'a user who has nothing yet', instead: 'a new user, a client without credentials' },
  { pattern: 'he|him|his|himself', example: 'what he may call', instead: 'the caller, the client, the user; its' },
  { pattern: 'in the eyes of', example: 'valid in the eyes of a slow clock', instead: 'for' },
  { pattern: 'anew', example: 'made anew', instead: 'again' },
  { pattern: 'mend(s|ed|ing)?', example: 'the file is mended', instead: 'fix, repair' },
  { pattern: 'told', example: 'the caller is told', instead: 'receives, is informed; name what is reported' },
  { pattern: '(stands?|stood|standing) (in|there|at|on|beside|above|below|under|behind|between|before|after|first|last|open|still|alone|next|here|ready|empty|where|as|outside|inside|among|to|elsewhere)', example: 'the address stands in the file', instead: 'is, is in, is at' },
  { pattern: 'beside', example: 'the file beside it', instead: 'next to, in addition to, along with, during' },
  { pattern: '(is|are|was|were|be|been|being) asked(?!\\s+(for|to)\\b)', example: 'the store is asked', instead: 'is called, is queried, is requested, is checked' },
  { pattern: 'asks? nobody', example: 'the mode asks nobody', instead: 'checks nothing' },
  { pattern: 'answers? to (that|it|whom?|nothing)', example: 'it answers to that', instead: 'responds to, replies to' },
  { pattern: 'as is well|is well if|all is well', example: 'all is well', instead: 'it succeeds, there is no error' },
  { pattern: '(is|are) said to', example: 'the service is said to cut it', instead: 'reportedly' },
  { pattern: 'lately', example: 'rows read lately', instead: 'recently' },
  { pattern: 'control door', example: 'the control door is closed', instead: 'admin API' },
  { pattern: 'made good|makes? good', example: 'the loss is made good', instead: 'repaired, restored' },
  { pattern: 'no more(?=\\s*[.;:,)])', example: 'tokens reach it no more.', instead: 'no longer' },
  { pattern: 'shall', example: 'a file shall be there', instead: 'must, will' },
  { pattern: 'hang(s)? on the object', example: 'what hangs on the object', instead: 'is attached to the object' },
  { pattern: 'lets? loose', example: 'the script lets loose a client', instead: 'runs' },
  { pattern: 'without a word', example: 'it is gone without a word', instead: 'silently' },
  { pattern: 'for good(?=\\s*[.;:,)])', example: 'false for good.', instead: 'permanently' },
  { pattern: 'thing of its own', example: 'a thing of its own', instead: 'separate' }
]

export interface Finding {
  readonly line: number
  readonly found: string
  readonly instead: string
}

const between = '[\\s*/#]+'
const compiled = words.map(({ pattern, instead }) => ({
  expression: new RegExp(`(?<![\\w-])(?:${pattern.replaceAll(' ', between)})(?![\\w-])`, 'gi'),
  instead
}))

/** Finds the words in text that is all prose. */
export function findWords (text: string): Finding[] {
  return compiled.flatMap(({ expression, instead }) => [...text.matchAll(expression)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    found: match[0].replace(new RegExp(between, 'g'), ' '),
    instead
  }))).sort((a, b) => a.line - b.line)
}

/**
 * Keeps the prose of a program and turns everything else into spaces, so that lines stay where they are.
 *
 * @param strings Which string literals are prose: all, or in tests those that name a test. Test data is not.
 */
export function proseOf (fileName: string, text: string, strings: 'all' | 'names of tests'): string {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true)
  const kept: Array<{ pos: number, end: number }> = []
  const visit = (node: ts.Node): void => {
    kept.push(...ts.getLeadingCommentRanges(text, node.pos) ?? [], ...ts.getTrailingCommentRanges(text, node.end) ?? [])
    if (isText(node) && (strings === 'all' ? !isModuleName(node) : namesTest(node))) {
      kept.push({ pos: node.getStart(source), end: node.end })
    }
    node.getChildren(source).forEach(visit)
  }
  visit(source)
  let prose = text.replace(/[^\n]/g, ' ')
  for (const { pos, end } of kept) prose = prose.slice(0, pos) + text.slice(pos, end) + prose.slice(end)
  return prose
}

function isText (node: ts.Node): boolean {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
}

function isModuleName ({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)
}

/** Whether a text is the first argument of `describe`, `it` or `test`, or of a call such as `it.each(rows)`. */
function namesTest (node: ts.Node): boolean {
  const { parent } = node
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false
  return /^(describe|it|test)\b/.test(parent.expression.getText())
}
