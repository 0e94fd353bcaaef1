// Changes of the layout.

import { after, create, instead, type Change } from './change.js'
import { expectText } from './changed-emulator.js'

export const layerChanges: readonly Change[] = [
  {
    row: 'add a folder to `src`',
    edits: [
      create('src/kmip/README.md', '# KMIP\n\nAnother front door.\n'),
      create('src/kmip/ttlv.ts', '// TTLV.\n\nexport const tagLength = 3\n'),
      after('.dependency-cruiser.cjs', '  web: [', "'kmip', "),
      instead('.dependency-cruiser.cjs', 'const layers = {', "const layers = {\n  kmip: ['net', 'services', 'domain'],")
    ],
    works ({ file }) {
      expectText(file('docs/images/layers.svg'), 'kmip')
    }
  }
]
