// What the page remembers of the answers it saw, so that the next operation finds its key and its values filled in. Nothing is stored.

(() => {
  /** Which key an operation takes: the newest active one that may do this; without an entry the newest one. */
  const usages = { Encrypt: 'encrypt', Decrypt: 'decrypt', GenerateDataKey: 'wrapKey', DecryptDataKey: 'unwrapKey', Sign: 'sign', Verify: 'verify' }

  const algorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

  window.createMemory = () => {
    /** Newest last: {id, type, curve, operations, active}. */
    const keys = []
    /** Bodies of requests that need an answer of an earlier one, by operation, with the key they belong to. */
    const bodies = {}

    const keyOf = (id) => keys.find((key) => key.id === id)
    const newest = (usage) => keys.findLast((key) => usage === undefined || (key.active && key.operations.includes(usage)))

    function add ({ id, type, curve, operations, attributes }) {
      const active = attributes.state === 'active'
      const known = keyOf(id)
      if (known !== undefined) known.active = active
      else if (!attributes.state.startsWith('destroyed')) keys.push({ id, type, curve, operations, active })
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
      ListServiceKeys: ({ reply }) => { reply.objects_list.forEach(add) },
      CreateImportServiceKey: ({ reply }) => { add(reply) },
      GetServiceKey: ({ reply }) => { add(reply) },
      Encrypt: ({ keyId, body, reply }) => { bodies.Decrypt = { keyId, body: { ciphertext: reply.ciphertext, ...(body.context == null ? {} : { context: body.context }) } } },
      GenerateDataKey: ({ keyId, reply }) => { bodies.DecryptDataKey = { keyId, body: { key: reply.key } } },
      Sign: ({ keyId, body, reply }) => { bodies.Verify = { keyId, body: { message: body.message, signature: reply.signature, alg: body.alg, isdigest: body.isdigest ?? false } } },
      ActivateServiceKey: ({ keyId }) => { setActive(keyId, true) },
      DeactivateServiceKey: ({ keyId }) => { setActive(keyId, false) },
      DeleteServiceKey: ({ keyId }) => { drop(keyId) }
    }

    return {
      /** @param call {operationId, keyId, body, reply} of a call that succeeded. */
      learn (call) { lessons[call.operationId]?.(call) },

      /** Id of the key that an operation should get; undefined when none fits. */
      keyFor (operationId) { return (keyOf(bodies[operationId]?.keyId) ?? newest(usages[operationId]))?.id },

      /** Body that an operation should get; undefined when the contract's example will do. */
      bodyFor (operationId) {
        if (operationId !== 'Sign') return bodies[operationId]?.body
        const key = newest('sign')
        return key && { message: 'SGVsbG8gV29ybGQ=', alg: algorithms[key.curve] ?? 'RS256', isdigest: false }
      }
    }
  }
})()
