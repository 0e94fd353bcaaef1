// The version of this program, from its package.json.

import { programVersion } from '../config/program-version.js'

export const version = (): string => programVersion
