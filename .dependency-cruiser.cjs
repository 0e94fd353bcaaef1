// The direction of dependency (ARCHITECTURE.md): main -> cli -> emulator -> { http, store } -> services -> { crypto, pki } -> domain.

const layers = {
  domain: [],
  crypto: ['domain'],
  pki: ['domain'],
  services: ['crypto', 'pki', 'domain'],
  store: ['services', 'crypto', 'pki', 'domain'],
  http: ['services', 'crypto', 'pki', 'domain']
}

/** Pure functions that every layer may use. */
const shared = 'did-you-mean\\.ts$'

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports-downwards`,
  comment: `src/${layer} may import only itself${allowed.length ? ' and ' + allowed.join(', ') : ''} from src`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/((${[layer, ...allowed].join('|')})/|${shared})` }
}))

/** A package that one place alone may import. */
const only = (name, place) => ({
  name: `only-${place.replaceAll('/', '-')}-imports-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${place}` },
  to: { path: `node_modules/(@types/)?${name}(/|$)` }
})

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'emulator-is-below-the-command-line',
      severity: 'error',
      from: { path: '^src/(emulator|index|config)\\.ts$' },
      to: { path: '^src/(cli/|main\\.ts)' }
    },
    {
      name: 'domain-is-pure',
      comment: 'the language of the KMS knows no I/O, no framework, no node:crypto',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] }
    },
    {
      name: 'the-package-export-stands-on-top',
      comment: 'src/index.ts is for others to import; the program itself goes through main.ts',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' }
    },
    only('better-sqlite3', 'store/'),
    only('fastify', 'http/'),
    only('node-forge', 'pki/'),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-development-packages', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] }
  }
}
