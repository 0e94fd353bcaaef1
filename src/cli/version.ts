// The version of this program, as its package.json says.

import { programVersion } from '../program-version.js'

export const version = (): string => programVersion
