// The direction of dependency (ARCHITECTURE.md). A folder of src that is not in this table fails.

/** What each folder of src may import from src, besides itself: folders, and `index` for what the package exports. */
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
  admin: ['http', 'net', 'services', 'pki', 'domain', 'config', 'log'],
  web: ['http', 'net', 'services', 'domain', 'config', 'log'],
  emulator: ['rest', 'admin', 'web', 'http', 'net', 'services', 'store', 'crypto', 'pki', 'domain', 'config', 'log'],
  library: ['emulator', 'services', 'domain', 'config', 'log'],
  testcontainers: ['index', 'library', 'services', 'domain'],
  cli: ['emulator', 'net', 'services', 'store', 'crypto', 'pki', 'domain', 'config', 'log']
}

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports-downwards`,
  comment: `src/${layer} may import only itself${allowed.length ? ' and ' + allowed.join(', ') : ''} from src`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...allowed].join('|')})(/|\\.ts$)` }
}))

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
      from: { path: '^src/', pathNot: `^src/((${Object.keys(layers).join('|')})/|(main|index)\\.ts$)` },
      to: {}
    },
    {
      name: 'every-folder-has-a-rule-that-is-imported',
      comment: 'the same for a folder that imports nothing itself',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/((${Object.keys(layers).join('|')})/|(main|index)\\.ts$)` }
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
      comment: 'other entries of the package may use what the first one exports',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/testcontainers/' },
      to: { path: '^src/(main|index)\\.ts$' }
    },
    {
      name: 'domain-is-pure',
      comment: 'the language of the KMS knows no I/O, no framework, no node:crypto',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] }
    },
    only('better-sqlite3', 'store'),
    only('fastify', 'http', 'rest', 'admin', 'web'),
    only('node-forge', 'pki'),
    only('prom-client', 'admin'),
    only('testcontainers', 'testcontainers'),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] }
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] }
  }
}
