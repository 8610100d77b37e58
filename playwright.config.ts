import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { lacksDisplay } from "./build/display.mjs";

/** These tests drive the built app in a real Electron. `npm test` builds it and finds the Electron first. */
export default defineConfig({
  projects: [
    // First, because it takes long to pack; once for all of its tests.
    { name: "packaged", testDir: "test/packaged", fullyParallel: false },
    { name: "end-to-end", testDir: "test/e2e" },
  ],
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  // On a person's own display one window at a time, because windows take the focus from each other. Where there is none,
  // each worker starts its own (test/e2e/app.ts), as many as there are cores: what is measured is measured while others run.
  workers: lacksDisplay() ? Math.min(availableParallelism(), 8) : 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  // A test that passes only the second time is named by `npm test`: it is to be mended, but holds up nobody's change.
  retries: process.env.CI === undefined ? 0 : 1,
  reporter: [["list"]],
  outputDir: "test-results",
});
