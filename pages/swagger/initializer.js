// Makes the page when everything is loaded: the scripts after this one may still add to what it is made with.

window.addEventListener('load', () => {
  const { SwaggerUIBundle } = window
  const ui = SwaggerUIBundle({
    dom_id: '#swagger-ui',
    url: new URL('json', location.href).href,
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: 'BaseLayout',
    deepLinking: true,
    docExpansion: 'list',
    tryItOutEnabled: true,
    displayRequestDuration: true,
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
    filter: false
  })
  ui.initOAuth({ scopes: ['all'] })
})
