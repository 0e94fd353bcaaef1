// What this server adds to Swagger UI: filled-in keys and values, an order to try things in,
// reading only without credentials.

(() => {
  const memory = window.createMemory(freshPath)
  const { signingKey } = window

  const hasCertificate = (system) => system.specSelectors.specJson().get('x-reader') === 'certificate'

  const okmsPlugin = () => ({
    statePlugins: {
      spec: {
        wrapActions: {
          // The document as the page reads it; what it was made of stays.
          updateJsonSpec: (original) => (document) => original(withOwnPath(signingKey.addTo(document))),

          // The request is made of the operation under its path without a mark.
          executeRequest: (original) => (request) => {
            const { spec, pathName } = request
            return original({
              ...request, spec: { ...spec, paths: { [signingKey.pathOf(pathName)]: spec.paths[pathName] } }
            })
          },

          setResponse: (original, system) => (path, method, response) => {
            const result = original(path, method, response)
            learnAndFill(system, path, method, response)
            return result
          }
        },
        wrapSelectors: {
          allowTryItOutFor: (_original, system) => () => hasCertificate(system) ||
            system.authSelectors.authorized()?.size > 0
        }
      },
      auth: {
        wrapSelectors: {
          // The padlock of an operation: closed for who is in, whichever way. (The selector gets its state first.)
          isAuthorized: (original, system) => (_state, ...others) => hasCertificate(system) || original(...others)
        }
      },
      oas3: {
        wrapActions: {
          // An operation that is unfolded for the first time empties its body, to show the example of the contract.
          setRequestBodyValue: (original, system) =>
            ({ pathMethod, value }) => original({ pathMethod, value: value ?? rememberedBody(system, pathMethod) })
        }
      }
    },
    wrapComponents: {
      // The padlock on top.
      authorizeBtn: (Original, { React, getSystem }) => (props) =>
        React.createElement(Original, { ...props, isAuthorized: props.isAuthorized || hasCertificate(getSystem()) }),
      OperationSummary: (Original, { React }) => ({ operationProps, specPath, ...others }) => {
        const path = signingKey.pathOf(operationProps.get('path'))
        return React.createElement(Original, {
          ...others, operationProps: operationProps.set('path', path), specPath: specPath.set(1, path)
        })
      }
    }
  })

  /** Random, so that it is another one after a reload: no secret of others is overwritten. */
  function freshPath () {
    const digits = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0'))
    return `foo/bar-${digits.join('')}`
  }

  /** The path that the page fills in from the beginning. */
  function withOwnPath (document) {
    const parameters = document.components?.parameters
    if (parameters?.secretPath === undefined) return document
    const secretPath = { ...parameters.secretPath, example: memory.secret().path }
    return { ...document, components: { ...document.components, parameters: { ...parameters, secretPath } } }
  }

  function learnAndFill (system, path, method, response) {
    const operations = operationsOf(system)
    const called = operations.find((operation) => operation.path === path && operation.method === method)
    if (called === undefined) return
    memory.learn({
      operationId: called.operationId,
      status: response.status,
      keyId: /\/servicekey\/([0-9a-f-]{36})/i.exec(response.url)?.[1],
      secretPath: secretPathIn(response.url),
      body: parsed(system.specSelectors.requestFor(path, method)?.get('body')) ?? {},
      reply: response.obj ?? parsed(response.text)
    })
    for (const operation of operations) fill(system, operation)
  }

  /** Swagger UI escapes the slashes of a path, so it is one segment. */
  function secretPathIn (url) {
    const segment = /\/secret\/(?:(?:data|metadata|subkeys|delete|undelete|destroy)\/)?([^/?]+)/.exec(url)?.[1]
    return segment && decodeURIComponent(segment)
  }

  /** Parameters that are filled in, with their place. */
  const places = { keyId: 'path', path: 'path', version: 'path', cas: 'query' }

  /** What was filled in last, by path and method: what a person typed over it stays until there is something new. */
  const filled = new Map()

  function fill ({ specActions, oas3Actions }, operation) {
    const { operationId, path, method } = operation
    const pathMethod = [path, method]
    const place = pathMethod.join(' ')
    const before = filled.get(place) ?? {}
    const now = { keyId: memory.keyFor(operationId) ?? '', ...memory.secret(), body: bodyFor(operation) }
    filled.set(place, now)
    for (const [name, where] of Object.entries(places)) {
      const isThere = where === 'path' ? path.includes(`{${name}}`) : operation.queries.includes(name)
      if (isThere && now[name] !== before[name]) specActions.changeParam(pathMethod, name, where, now[name], false)
    }
    if (now.body !== undefined && now.body !== before.body) {
      oas3Actions.setRequestBodyValue({ pathMethod, value: now.body })
    }
  }

  function operationsOf ({ specSelectors }) {
    const paths = specSelectors.specJson().get('paths')
    return [...paths.entries()].flatMap(([path, item]) => [...item.entries()].map(([method, operation]) => ({
      path,
      method,
      operationId: operation.get('x-same-as') ?? operation.get('operationId'),
      queries: operation.get('parameters')?.toJS().filter((one) => one.in === 'query').map(({ name }) => name) ?? [],
      example: () => operation.getIn(['requestBody', 'content'])?.first().get('examples')?.first().get('value').toJS()
    })))
  }

  function rememberedBody (system, [path, method]) {
    const asked = operationsOf(system).find((operation) => operation.path === path && operation.method === method)
    return asked && bodyFor(asked)
  }

  const bodyFor = ({ operationId, example }) => asText(memory.bodyFor(operationId, example()))

  const asText = (body) => JSON.stringify(body, null, 2)

  function parsed (text) {
    try {
      return typeof text === 'string' ? JSON.parse(text) : text?.toJS?.()
    } catch {
      return undefined
    }
  }

  const placeOf = (operation) => operation.getIn(['operation', 'x-place'])

  // The initializer makes the page when everything is loaded; until then its settings can be added to.
  const make = window.SwaggerUIBundle
  window.SwaggerUIBundle = Object.assign((settings) => make({
    ...settings,
    plugins: [...settings.plugins, okmsPlugin],
    operationsSorter: (one, other) => placeOf(one) - placeOf(other)
  }), make)
})()
