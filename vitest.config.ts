import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Vitest leaves one core free, which on a machine of two is half of it. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

const pure = ['test/domain/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 120_000, // What hangs is noticed; a machine that is slow, or busy with something else, fails nothing.
    hookTimeout: 120_000,
    env: { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', NODE_NO_WARNINGS: '1' },
    projects: [
      {
        extends: true,
        // Pure functions keep nothing between two tests: what they import is loaded once for all of their files.
        test: { name: 'rules', include: pure, isolate: false, maxWorkers },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          maxWorkers,
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...pure, 'test/e2e/**'],
        },
      },
      {
        extends: true,
        // After the rest, two files at a time: each has the whole system in a process of its own, and mostly waits for people and doors.
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
