// The bar on top of Swagger UI that leads to the other pages.

(() => {
  const pages = [
    ['/', 'Keys'], ['/#secrets', 'Secrets'], ['/swagger/', 'Swagger UI'], ['/swagger/ovh-api/', 'OVHcloud API'],
    ['/_emulator/', 'Admin API']
  ]

  // The last page that fits: the path of one begins with that of another.
  const [here] = pages.map(([path]) => path).filter((path) => window.location.pathname.startsWith(path)).slice(-1)
  const isHere = (path) => path !== '/' && path === here

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
