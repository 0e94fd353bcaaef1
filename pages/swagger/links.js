// The bar on top of Swagger UI that leads to the other pages.

(() => {
  const pages = [['/', 'Keys'], ['/#secrets', 'Secrets'], ['/swagger/', 'Swagger UI'], ['/_emulator/', 'Admin API']]

  const isHere = (path) => path !== '/' && window.location.pathname.startsWith(path)

  document.addEventListener('DOMContentLoaded', () => {
    const bar = document.createElement('nav')
    bar.className = 'pages'
    bar.setAttribute('aria-label', 'Pages of this server')
    for (const [path, name] of pages) {
      const link = document.createElement('a')
      link.href = path
      link.textContent = name
      if (isHere(path)) link.setAttribute('aria-current', 'page')
      bar.append(link)
    }
    document.body.prepend(bar)
  })
})()
