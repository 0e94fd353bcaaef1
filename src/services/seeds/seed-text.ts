// The text of a seed as a tree of YAML 1.2 (core schema), of which JSON is a part, with the position of each node.

import {
  isAlias, isNode, LineCounter, parseDocument, visit,
  type Alias, type Document, type ErrorCode, type Node, type YAMLError
} from 'yaml'
import { textFault } from '../../domain/text/text-fault.js'
import { maxSeedDepth, maxSeedLength } from '../../domain/seeds/seed-format.js'
import { tooDeepAt } from './seed-depth.js'

export interface SeedTree {
  /** Undefined for an empty text. */
  readonly root: Node | undefined
  /** The node that an alias stands for, or the node itself. It may be an ancestor of the alias. */
  readonly resolve: (node: Node) => Node
  /** Line and column of an index in the text, such as `12:7`. */
  readonly position: (at: number) => string
}

export interface TextProblem {
  /** Line and column. */
  readonly position: string
  readonly text: string
}

/** The tree, or what is wrong with the text. */
export function parseSeed (text: string): SeedTree | { readonly problems: readonly TextProblem[] } {
  const length = Buffer.byteLength(text)
  if (length > maxSeedLength) {
    return { problems: [{ position: '1:1', text: `got ${length} bytes; at most ${maxSeedLength} are accepted` }] }
  }
  const deep = tooDeepAt(text, maxSeedDepth)
  if (deep !== undefined) {
    const { line, column } = textFault(text, deep, '')
    return { problems: [{ position: `${line}:${column}`, text: `nested too deeply; at most ${maxSeedDepth} levels are accepted` }] }
  }
  const lineCounter = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    // The parser compares each key with each other one; the reader does not.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter
  })
  const position = (at: number) => {
    const { line, col } = lineCounter.linePos(at)
    return `${line}:${col}`
  }
  const { targets, faults } = aliasesOf(document)
  const problems = [...document.errors, ...document.warnings, ...faults]
    .map(({ code, pos: [at] }) => ({ position: position(at), text: wordings[code] }))
  if (problems.length > 0) return { problems }
  return {
    root: document.contents ?? undefined,
    resolve: (node) => isAlias(node) ? targets.get(node) ?? node : node,
    position
  }
}

type Fault = Pick<YAMLError, 'code' | 'pos'>

const coreTags: ReadonlySet<string> = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`)
)

/** What each alias stands for: the last node before it with its anchor. The parser searches the whole text for each. */
function aliasesOf (document: Document): { readonly targets: Map<Alias, Node>, readonly faults: readonly Fault[] } {
  const anchored = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  const faults: Fault[] = []
  visit(document, (_name, node) => {
    if (!isNode(node)) return
    const pos: Fault['pos'] = [node.range?.[0] ?? 0, 0]
    if (isAlias(node)) {
      const target = anchored.get(node.source)
      if (target === undefined) faults.push({ code: 'BAD_ALIAS', pos })
      else targets.set(node, target)
      return
    }
    if (node.tag !== undefined && !coreTags.has(node.tag)) faults.push({ code: 'TAG_RESOLVE_FAILED', pos })
    if (node.anchor !== undefined) anchored.set(node.anchor, node)
  })
  return { targets, faults }
}

/** The texts of the parser quote what they are about, which may be a secret. */
const wordings: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias takes no anchor and no tag',
  BAD_ALIAS: 'no anchor of this name comes before this alias',
  BAD_COLLECTION_TYPE: 'this tag does not fit',
  BAD_DIRECTIVE: 'this directive is not known; leave it out',
  BAD_DQ_ESCAPE: 'an escape in double quotes that YAML does not have',
  BAD_INDENT: 'the indentation does not fit the lines above; YAML indents with spaces',
  BAD_PROP_ORDER: 'an anchor or a tag belongs before its value',
  BAD_SCALAR_START: 'a text cannot start like this; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value on the same line as the name of another member; start a new line, or put the text in quotes',
  BLOCK_IN_FLOW: 'a block inside brackets; write it in brackets as well',
  DUPLICATE_KEY: 'a second member of this name',
  IMPOSSIBLE: 'not YAML',
  KEY_OVER_1024_CHARS: 'the name of a member has more than 1024 characters',
  MISSING_CHAR: 'a character is missing: a closing quote or bracket, a comma, or the blank after a colon',
  MULTILINE_IMPLICIT_KEY: 'the name of a member goes over several lines; is a colon or a closing quote missing?',
  MULTIPLE_ANCHORS: 'a second anchor for one value',
  MULTIPLE_DOCS: 'a second document; one file has one seed',
  MULTIPLE_TAGS: 'a second tag for one value',
  NON_STRING_KEY: 'the name of a member must be a text',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'a tab; YAML indents with spaces',
  TAG_RESOLVE_FAILED: 'this tag is not accepted; leave it out',
  UNEXPECTED_TOKEN: 'something that does not belong here; does a text need quotes, or is there a closing bracket too many?'
}
