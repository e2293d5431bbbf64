import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist',
      'cdktf.out',
      'coverage',
      'lib/providers',
      'lib/config/generated',
      '**/*.js',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { jsdoc },
    rules: {
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      // What is declared with using ends with its block.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreUsingDeclarations: true }],
      // Constructs act by being created.
      'no-new': 'off',
      // Public interfaces extend IConstruct, and the framework's constructors take the class as their scope.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Static makers are how values with more than one way to say them are made.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    // The starter has a configuration of its own, by which the library is an installed package.
    files: ['examples/**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: ['./tsconfig.json'] } },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'TSPropertySignature'],
        },
      ],
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['lib/**/private/**/*.ts'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, FunctionDeclaration: true },
          contexts: ['TSInterfaceDeclaration'],
        },
      ],
    },
  },
  { files: ['lib/checks/**', '__tests__/**', 'scripts/**', 'stacks/**'], rules: { 'jsdoc/require-jsdoc': 'off' } },
);
