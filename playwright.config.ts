import { defineConfig } from "@playwright/test";

/** These tests drive the built app in a real Electron. `npm test` builds it and finds the Electron first. */
export default defineConfig({
  projects: [
    { name: "end-to-end", testDir: "test/e2e" },
    { name: "packaged", testDir: "test/packaged" },
  ],
  testMatch: "**/*.spec.ts",
  // One window at a time: focus and timings would disturb each other.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  outputDir: "test-results",
});
