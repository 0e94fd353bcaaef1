// What the page remembers of the answers it saw, so that the next operation finds its key and its
// values filled in. Nothing is stored.

(() => {
  /**
   * What an operation needs of its key: the newest active one that may do this is taken;
   * without an entry the newest one.
   */
  const usages = {
    Encrypt: 'encrypt',
    Decrypt: 'decrypt',
    GenerateDataKey: 'wrapKey',
    DecryptDataKey: 'unwrapKey',
    Sign: 'sign',
    Verify: 'verify'
  }

  /** These change a key permanently or for every client: they get only keys that were created on this page. */
  const changes = new Set(['PatchServiceKey', 'ActivateServiceKey', 'DeactivateServiceKey', 'DeleteServiceKey'])

  const algorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

  /** @param freshPath Makes a path that no secret has. */
  window.createMemory = (freshPath) => {
    const secrets = window.createSecretMemory(freshPath)
    /** Newest last: {id, type, curve, operations, active, own}. */
    const keys = []
    /** Bodies of requests that need an answer of an earlier one, by operation, with the key they belong to. */
    const bodies = {}

    const keyOf = (id) => keys.find((key) => key.id === id)
    const may = (key, usage) => key.active && key.operations.includes(usage)

    function fits (operationId) {
      const usage = usages[operationId]
      if (usage !== undefined) return (key) => may(key, usage)
      return changes.has(operationId) ? (key) => key.own : () => true
    }

    function add ({ id, type, curve, operations, attributes }, own = false) {
      const { state } = attributes
      if (state.startsWith('destroyed')) drop(id)
      else if (keyOf(id) === undefined) keys.push({ id, type, curve, operations, active: state === 'active', own })
      else setActive(id, state === 'active')
    }

    function drop (id) {
      const index = keys.findIndex((key) => key.id === id)
      if (index >= 0) keys.splice(index, 1)
      for (const [operation, { keyId }] of Object.entries(bodies)) if (keyId === id) delete bodies[operation]
    }

    function setActive (id, active) {
      const key = keyOf(id)
      if (key !== undefined) key.active = active
    }

    /** What each answer teaches. */
    const lessons = {
      ListServiceKeys: ({ reply }) => { for (const key of reply.objects_list) add(key) },
      CreateImportServiceKey: ({ reply }) => { add(reply, true) },
      GetServiceKey: ({ reply }) => { add(reply) },
      Encrypt: ({ keyId, body, reply }) => {
        bodies.Decrypt = {
          keyId, body: { ciphertext: reply.ciphertext, ...(body.context == null ? {} : { context: body.context }) }
        }
      },
      GenerateDataKey: ({ keyId, reply }) => { bodies.DecryptDataKey = { keyId, body: { key: reply.key } } },
      Sign: ({ keyId, body, reply }) => {
        bodies.Verify = {
          keyId,
          body: { message: body.message, signature: reply.signature, alg: body.alg, isdigest: body.isdigest ?? false }
        }
      },
      ActivateServiceKey: ({ keyId }) => { setActive(keyId, true) },
      DeactivateServiceKey: ({ keyId }) => { setActive(keyId, false) },
      DeleteServiceKey: ({ keyId }) => { drop(keyId) }
    }

    return {
      /** @param call {operationId, status, keyId, secretPath, body, reply} of a call that was answered. */
      learn (call) {
        secrets.learn(call)
        if (call.status >= 200 && call.status < 300) lessons[call.operationId]?.(call)
        // Deleted elsewhere.
        if (call.status === 404) drop(call.keyId)
      },

      /** Id of the key that an operation should get; undefined when none fits. */
      keyFor (operationId) { return (keyOf(bodies[operationId]?.keyId) ?? keys.findLast(fits(operationId)))?.id },

      /** {path, version, cas} that an operation on a secret should get. */
      secret: secrets.chosen,

      /** Body that an operation should get; undefined when the contract's example will do. */
      bodyFor (operationId, example) {
        if (operationId !== 'Sign') return bodies[operationId]?.body ?? secrets.bodyFor(operationId, example)
        const key = keys.findLast(fits('Sign'))
        return key && { message: 'SGVsbG8gV29ybGQ=', alg: algorithms[key.curve] ?? 'RS256', isdigest: false }
      }
    }
  }
})()
