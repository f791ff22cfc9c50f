// Type-aware rules, and the bans that keep the widget safe under a strict CSP and Trusted Types.
import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const bans = [
  {
    selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
    message: 'Guides and messages are data, never HTML. Draw them as elements.',
  },
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]',
    message: 'Trusted Types refuses HTML sinks. Build elements.',
  },
  {
    selector: 'JSXOpeningElement[name.name=/^(form|style|script)$/]',
    message:
      'A <form> would nest in the host’s form; <style> and <script> are refused by a strict CSP. See ARCHITECTURE.md.',
  },
  {
    selector: 'JSXAttribute[name.name="style"]',
    message: 'A style attribute in server markup breaks style-src. Use a class or a data attribute.',
  },
  {
    selector: 'JSXAttribute[name.name="disabled"]',
    message: 'Focus falls to <body> from a disabled control. Use aria-disabled and guard the handler.',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
]

export default defineConfig(
  {
    ignores: [
      'dist/',
      'storybook-static/',
      'node_modules/',
      '.data/',
      'test/types/{react18,hub}.tsx',
      'test/types/script.ts',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // JSX types are a namespace, which each library lets others add to.
      '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**'],
    rules: { 'no-restricted-syntax': ['error', ...bans] },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'stories/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['test/**', 'stories/**', '*.ts', '*.js'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // What the compiler refuses there has no type.
    files: ['test/types/**'],
    rules: { '@typescript-eslint/no-unsafe-return': 'off' },
  },
)
