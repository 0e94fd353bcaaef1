// JSON Merge Patch (RFC 7396) for the data of secrets, and the keys of that data without their values.

type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject { readonly [name: string]: Json }

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The target after the patch. Lists are replaced as a whole; objects in a list of the patch lose their null members, as
 * new objects do (kv2/differences.md 22). Names such as `__proto__` are names like all others.
 */
export function mergePatch (target: unknown, patch: JsonObject): JsonObject {
  const merged = new Map<string, Json>(isObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, isObject(value) ? mergePatch(merged.get(name), value) : withoutNulls(value))
  }
  // Assigning to `__proto__` would set the prototype; this defines a member.
  return Object.fromEntries(merged)
}

function withoutNulls (value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutNulls)
  return isObject(value) ? mergePatch({}, value) : value
}

/**
 * The names in an object, each with null in place of its value, or with the names inside it. An object without members
 * inside is a value like any other.
 * @param depth Levels to show; 0 for all of them.
 */
export function subkeys (value: JsonObject, depth: number): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => {
    const isOpened = depth !== 1 && isObject(inner) && Object.keys(inner).length > 0
    return [name, isOpened ? subkeys(inner, Math.max(depth - 1, 0)) : null]
  }))
}
