// Shows Create once more before Sign, with a key that signs: one key does not do everything. The
// contract itself stays as it is.

(() => {
  /** Tells the path from the one above it, as a document has each path once; it is neither shown nor sent. */
  const mark = '#signing'

  const note = 'The operation from above once more: signatures need a key of type RSA or EC that was made for them.'

  window.signingKey = {
    /** @param path As written in the document. */
    pathOf: (path) => path.replace(mark, ''),

    /** @param document The contract, with `x-place`; a new one comes back. */
    addTo (document) {
      const places = Object.entries(document.paths ?? {})
        .flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })))
      const placeOf = (operationId) => places.find(({ operation }) => operation.operationId === operationId)
      const create = placeOf('CreateImportServiceKey')
      const sign = placeOf('Sign')
      if (create === undefined || sign === undefined) return document
      const again = onceMore(create.operation, sign.operation['x-place'])
      return { ...document, paths: { ...document.paths, [create.path + mark]: { [create.method]: again } } }
    }
  }

  /** Just before `place`, offering only examples that sign. */
  function onceMore (create, place) {
    const json = create.requestBody.content['application/json']
    const { ec, rsa } = json.examples
    return {
      ...create,
      operationId: 'CreateSigningKey',
      'x-same-as': create.operationId,
      'x-place': place - 0.5,
      summary: 'Create a key that signs',
      description: `${note}\n\n${create.description}`,
      requestBody: { ...create.requestBody, content: { 'application/json': { ...json, examples: { ec, rsa } } } }
    }
  }
})()
