// The direction of dependency (ARCHITECTURE.md). A folder of src that is not in this table fails.

/** What each folder of src may import from src, besides itself. */
const layers = {
  domain: [],
  crypto: ['domain'],
  pki: ['domain'],
  services: ['crypto', 'pki', 'domain'],
  store: ['crypto', 'domain'],
  config: ['domain'],
  log: ['config', 'domain'],
  net: ['log', 'services', 'pki', 'crypto', 'domain'],
  http: ['net', 'log', 'services', 'pki', 'crypto', 'domain'],
  rest: ['http', 'net', 'services', 'crypto', 'domain', 'config', 'log'],
  'ovh-api': ['http', 'net', 'services', 'crypto', 'domain', 'config', 'log'],
  admin: ['http', 'net', 'services', 'pki', 'domain', 'config', 'log'],
  web: ['http', 'net', 'services', 'domain', 'config', 'log'],
  emulator: [
    'rest', 'ovh-api', 'admin', 'web', 'http', 'net', 'services', 'store', 'crypto', 'pki', 'domain', 'config', 'log'
  ],
  library: ['emulator', 'services', 'domain', 'config', 'log'],
  cli: ['emulator', 'net', 'services', 'store', 'crypto', 'pki', 'domain', 'config', 'log']
}

/**
 * Folders with further entries of the package, and what each imports besides index.ts, which it sees as users do. They
 * import what users install.
 */
const entries = { testing: [], testcontainers: ['library', 'services', 'domain'] }
const ofEntries = `^src/(${Object.keys(entries).join('|')})/`

const importsDownwards = (layer, allowed, files) => ({
  name: `${layer}-imports-downwards`,
  comment: `src/${layer} may import only itself${[...allowed, ...files].map((name) => `, ${name}`).join('')} from src`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: [`^src/(${[layer, ...allowed].join('|')})/`, ...files.map((file) => `^src/${file}$`)] }
})
const layerRules = [
  ...Object.entries(layers).map(([layer, allowed]) => importsDownwards(layer, allowed, [])),
  ...Object.entries(entries).map(([entry, allowed]) => importsDownwards(entry, allowed, ['index.ts']))
]

/** A package that some folders alone may import. */
const only = (name, ...places) => ({
  name: `only-${places.join('-and-')}-imports-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${places.join('|')})/` },
  to: { path: `node_modules/(@types/)?${name}(/|$)` }
})

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'every-folder-has-a-rule',
      comment: 'a new folder of src gets a row in the table of layers; nothing is loose in src but main.ts and index.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/((${[...Object.keys(layers), ...Object.keys(entries)].join('|')})/|(main|index)\\.ts$)` },
      to: {}
    },
    {
      name: 'every-folder-has-a-rule-that-is-imported',
      comment: 'the same for a folder that imports nothing itself',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/((${[...Object.keys(layers), ...Object.keys(entries)].join('|')})/|(main|index)\\.ts$)` }
    },
    {
      name: 'main-starts-the-command-line',
      severity: 'error',
      from: { path: '^src/main\\.ts$' },
      to: { path: '^src/', pathNot: '^src/cli/' }
    },
    {
      name: 'index-exports-the-library',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(library|emulator|services|config|log|domain)/' }
    },
    {
      name: 'entries-stand-on-top',
      severity: 'error',
      from: { path: '^src/', pathNot: ofEntries },
      to: { path: `^src/(main|index)\\.ts$|${ofEntries}` }
    },
    {
      name: 'domain-is-pure',
      comment: 'the language of the KMS knows no I/O, no framework, no node:crypto',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] }
    },
    only('better-sqlite3', 'store'),
    only('fastify', 'http', 'rest', 'ovh-api', 'admin', 'web'),
    only('node-forge', 'pki'),
    only('prom-client', 'admin'),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] }
    },
    {
      name: 'no-unresolvable',
      comment: 'Jest itself provides @jest/globals',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@jest/globals$' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] }
  }
}
