// Swagger UI has a dark look; this follows the setting of the system.

(() => {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const follow = () => { document.documentElement.classList.toggle('dark-mode', dark.matches) }
  dark.addEventListener('change', follow)
  follow()
})()
