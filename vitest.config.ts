import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    globalSetup: ['test/build-once.ts'],
    // Real sockets and processes on loopback: slow machines get time, a hang is still found.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxConcurrency: 6,
    // One more than the cores that we count on: much of the time is spent in waiting for deadlines to pass.
    maxWorkers: 3,
    // No test changes anything that others see but what it undoes, and to load everything anew for each file costs a minute.
    isolate: false,
    // In CI a second try, which the report shows: the machine is shared, and the tests run in real time.
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
