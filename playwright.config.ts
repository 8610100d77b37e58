import { defineConfig } from "@playwright/test";

/** End-to-end tests drive the built app in a real Electron. `npm test` builds it and finds the Electron first. */
export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.spec.ts",
  // One window at a time: focus and timings would disturb each other.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  outputDir: "test-results",
});
