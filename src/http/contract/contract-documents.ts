// The contracts as documents: what openapi/*.yaml says.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject { readonly [member: string]: Json | undefined }

function readYaml (name: string): JsonObject {
  const { parse } = createRequire(import.meta.url)('yaml') as { parse: (text: string) => JsonObject }
  return parse(readFileSync(new URL(`../../../openapi/${name}.yaml`, import.meta.url), 'utf8'))
}

/**
 * The build replaces these reads with the documents (scripts/embedded.js): parsing YAML
 * takes as long as half of a start.
 */
export const contractDocuments: Readonly<Record<'okms' | 'ovhApiV1' | 'ovhApiV2' | 'emulator', JsonObject>> = {
  okms: readYaml('okms'),
  ovhApiV1: readYaml('ovh-api-v1'),
  ovhApiV2: readYaml('ovh-api-v2'),
  emulator: readYaml('emulator')
}
