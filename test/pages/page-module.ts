// Loads a module of a page as a browser would.

/** @param file Path in pages/. The caller says what the module exports; its first use fails where that is not so. */
export async function pageModule<Exports> (file: string): Promise<Exports> {
  return await import(new URL(`../../pages/${file}`, import.meta.url).href) as Exports
}
