import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { firstFileIn } from '../../src/testcontainers/archived-file.js'
import { tar } from '../../src/web/bootstrap/tar.js'

describe('the first file of an archive', () => {
  it.each([
    ['of no bytes', ''],
    ['that fills its blocks', 'x'.repeat(1024)],
    ['that does not', 'é'.repeat(300)]
  ])('%s', (_, content) => {
    expect(firstFileIn(tar([{ name: 'admin.pem', content, mode: 0o644 }], 0))).toBe(content)
  })

  it('comes after an extended header and a folder', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'archived-file-'))
    try {
      writeFileSync(path.join(folder, 'admin.pem'), 'certificate')
      const archive = execFileSync('tar', ['--format=pax', '-C', folder, '-c', '.'])
      expect(archive.includes('PaxHeaders')).toBe(true)
      expect(firstFileIn(archive)).toBe('certificate')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is missing in an empty or truncated archive', () => {
    expect(firstFileIn(tar([], 0))).toBeUndefined()
    expect(firstFileIn(Buffer.alloc(100))).toBeUndefined()
  })
})
