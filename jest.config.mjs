export default {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx$': '<rootDir>/test/support/esbuild-transform.mjs' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // For slow machines only: no test waits for time to pass.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs'],
  setupFiles: ['<rootDir>/test/support/jest.setup.mjs'],
};
