// The same for secrets: operations get the secret that was created on this page last, never one of others.

(() => {
  /** @param freshPath Makes a path that no secret has. */
  window.createSecretMemory = (freshPath) => {
    /** Created on this page, newest last: {path, version}; the version is the current one, 0 before the first. */
    const own = []
    let next = freshPath()
    /** Configuration of the domain as each API writes it. Filled in as it is, a change changes nothing. */
    const configuration = {}

    const ownOf = (path) => own.find((secret) => secret.path === path)

    function create (path, version) {
      if (path === next) next = freshPath()
      if (ownOf(path) === undefined) own.push({ path, version })
      else setVersion(path, version)
    }

    function setVersion (path, version) {
      const secret = ownOf(path)
      if (secret !== undefined) secret.version = version
    }

    function drop (path) {
      const index = own.findIndex((secret) => secret.path === path)
      if (index >= 0) own.splice(index, 1)
    }

    /** What each answer teaches. */
    const lessons = {
      GetSecretConfigV2: ({ reply }) => { configuration.PutSecretConfigV2 = reply },
      PostSecretV2: ({ reply }) => { create(reply.path, reply.metadata.currentVersion) },
      GetSecretV2: ({ reply }) => { setVersion(reply.path, reply.metadata.currentVersion) },
      PutSecretV2: ({ reply }) => { setVersion(reply.path, reply.metadata.currentVersion) },
      PostSecretVersionV2: ({ secretPath, reply }) => { setVersion(secretPath, reply.id) },
      DeleteSecretV2: ({ secretPath }) => { drop(secretPath) },
      GetSecretConfig: ({ reply }) => { configuration.PostSecretConfig = reply.data },
      // Both also write to a secret that exists, which may be one of others.
      PostSecretRequest: ({ secretPath, reply }) => {
        if (reply.data.version === 1) create(secretPath, 1)
        else setVersion(secretPath, reply.data.version)
      },
      PostSecretMetadata: ({ secretPath }) => { if (secretPath === next) create(secretPath, 0) },
      PatchSecretRequest: ({ secretPath, reply }) => { setVersion(secretPath, reply.data.version) },
      DeleteSecretMetadata: ({ secretPath }) => { drop(secretPath) }
    }

    const memory = {
      learn (call) {
        if (call.status >= 200 && call.status < 300) lessons[call.operationId]?.(call)
        // Deleted elsewhere. The KV v2 API also says 404 of a version that is deleted.
        if (call.status === 404 && call.operationId.endsWith('V2')) drop(call.secretPath)
      },

      /** {path, version, cas}; before there is one, of the secret that is created next. */
      chosen () {
        const { path, version } = own.at(-1) ?? { path: next, version: 0 }
        return { path, version: Math.max(1, version), cas: version }
      },

      bodyFor (operationId, example) {
        if (operationId === 'PostSecretV2') return { ...example, path: next }
        const isWrite = operationId === 'PostSecretRequest' || operationId === 'PatchSecretRequest'
        // A domain may require it.
        return isWrite ? { ...example, options: { cas: memory.chosen().cas } } : configuration[operationId]
      }
    }
    return memory
  }
})()
