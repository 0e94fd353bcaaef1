// What this server adds to Swagger UI: filled-in keys and values, an order to try things in, reading only without credentials, dark mode.

(() => {
  const memory = window.createMemory()

  const okmsPlugin = () => ({
    statePlugins: {
      spec: {
        wrapActions: {
          setResponse: (original, system) => (path, method, response) => {
            const result = original(path, method, response)
            if (response.ok === true) learnAndFill(system, path, method, response)
            return result
          }
        },
        wrapSelectors: {
          allowTryItOutFor: (_original, system) => () =>
            system.specSelectors.specJson().get('x-reader') === 'certificate' || system.authSelectors.authorized()?.size > 0
        }
      },
      oas3: {
        wrapActions: {
          // An operation that is unfolded for the first time empties its body, to show the example of the contract.
          setRequestBodyValue: (original, system) => ({ pathMethod, value }) => original({ pathMethod, value: value ?? rememberedBody(system, pathMethod) })
        }
      }
    }
  })

  function learnAndFill (system, path, method, response) {
    const operations = operationsOf(system)
    const called = operations.find((operation) => operation.path === path && operation.method === method)
    if (called === undefined) return
    memory.learn({
      operationId: called.operationId,
      keyId: /\/servicekey\/([0-9a-f-]{36})/i.exec(response.url)?.[1],
      body: parsed(system.oas3Selectors.requestBodyValue(path, method)) ?? parsed(system.specSelectors.requestFor(path, method)?.get('body')) ?? {},
      reply: response.obj ?? parsed(response.text)
    })
    for (const operation of operations) fill(system, operation)
    if (called.operationId === 'CreateImportServiceKey') showNextExample(system, called)
  }

  function fill ({ specActions, oas3Actions }, { operationId, path, method }) {
    const pathMethod = [path, method]
    if (path.includes('{keyId}')) specActions.changeParam(pathMethod, 'keyId', 'path', memory.keyFor(operationId) ?? '', false)
    const body = memory.bodyFor(operationId)
    if (body !== undefined) oas3Actions.setRequestBodyValue({ pathMethod, value: asText(body) })
  }

  /** One key of each kind comes of executing again and again. */
  function showNextExample ({ specSelectors, oas3Selectors, oas3Actions }, { path, method }) {
    const examples = specSelectors.specJson().getIn(['paths', path, method, 'requestBody', 'content', 'application/json', 'examples'])
    const names = [...examples.keys()]
    const shown = oas3Selectors.activeExamplesMember(path, method, 'requestBody', 'requestBody') ?? names[0]
    const next = names[names.indexOf(shown) + 1]
    if (next === undefined) return
    const pathMethod = [path, method]
    oas3Actions.setActiveExamplesMember({ pathMethod, name: next, contextType: 'requestBody', contextName: 'requestBody' })
    oas3Actions.setRequestBodyValue({ pathMethod, value: asText(examples.getIn([next, 'value']).toJS()) })
  }

  function operationsOf ({ specSelectors }) {
    const paths = specSelectors.specJson().get('paths')
    return [...paths.entries()].flatMap(([path, item]) => [...item.entries()].map(([method, operation]) => ({ path, method, operationId: operation.get('operationId') })))
  }

  function rememberedBody (system, [path, method]) {
    const asked = operationsOf(system).find((operation) => operation.path === path && operation.method === method)
    const body = asked && memory.bodyFor(asked.operationId)
    return body && asText(body)
  }

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

  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const follow = () => { document.documentElement.classList.toggle('dark-mode', dark.matches) }
  dark.addEventListener('change', follow)
  follow()
})()
