import neostandard from 'neostandard'
import tseslint from 'typescript-eslint'
import { lineLength } from './scripts/line-length.js'

export default [
  { ignores: ['dist/', 'coverage/', 'data/', 'node_modules/', 'src/**/generated/', '**/.venv/'] },
  ...neostandard({ ts: true }),
  {
    plugins: { okms: { rules: { 'line-length': lineLength } } },
    rules: { 'okms/line-length': 'error' }
  },
  {
    files: ['examples/jest/**/*.js'],
    languageOptions: {
      globals: { jest: 'readonly', test: 'readonly', expect: 'readonly', beforeAll: 'readonly', afterAll: 'readonly' }
    }
  },
  {
    files: ['pages/**/*.js'],
    languageOptions: {
      globals: {
        window: 'readonly',
        document: 'readonly',
        navigator: 'readonly',
        fetch: 'readonly',
        TextDecoderStream: 'readonly',
        BroadcastChannel: 'readonly',
        URLSearchParams: 'readonly',
        AbortController: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        location: 'readonly',
        performance: 'readonly',
        requestAnimationFrame: 'readonly'
      }
    }
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-void': ['error', { allowAsStatement: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
      ]
    }
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', {
        selector: "BinaryExpression[operator='instanceof'][right.name=/^((Type|Range|Syntax)?Error|Promise|Buffer|ArrayBuffer|\\w+Array|Map|Set|Date|RegExp|URL)$/], BinaryExpression[operator='instanceof'][right.property.name='SqliteError']",
        message: 'Under Jest, objects created by Node are not instances of these classes: read a member (domain/thrown.ts) or use node:util types.'
      }]
    }
  },
  {
    // fast-check, supertest and JSON replies return `any`; the expectations of a test check what it reads.
    files: ['test/**/*.ts', 'bench/**/*.ts', 'scripts/durability/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off'
    }
  }
]
