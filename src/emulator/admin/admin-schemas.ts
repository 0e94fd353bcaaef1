// The schemas of the admin API, for what the library shows of its replies. Apart from what calls it, because the types
// of the package come with everything that this file imports.

export type { components as AdminSchemas } from '../../http/contract/generated/emulator.js'
