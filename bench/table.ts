// Plain text tables with aligned columns.

export interface Column<Item> {
  readonly title: string
  readonly cell: (item: Item) => string
  /** Texts stand left, figures right. */
  readonly left?: true
}

export function formatTable<Item> (columns: readonly Column<Item>[], items: readonly Item[]): string {
  const lines = [columns.map(({ title }) => title), ...items.map((item) => columns.map(({ cell }) => cell(item)))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)))
  return lines.map((line) => line
    .map((text, index) => columns[index]?.left ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0))
    .join('  ')
    .trimEnd()).join('\n')
}

/** A figure with about three significant digits and no exponent. */
export function figure (value: number): string {
  if (!Number.isFinite(value)) return '-'
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
  return value.toFixed(digits)
}
