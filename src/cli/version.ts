// The version of this program, as its package.json says.

import { programVersion } from '../config/program-version.js'

export const version = (): string => programVersion
