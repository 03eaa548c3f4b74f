import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    // Real sockets and processes on loopback: slow machines get time, a hang is still found.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxConcurrency: 6,
    maxWorkers: 2,
    // In CI a second try, which the report shows: the machine is shared, and the tests run in real time.
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
