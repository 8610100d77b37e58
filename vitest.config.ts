import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: { alias: { electron: at("test/fakes/electron.ts") } },
  define: { __APP_VERSION__: '"0.0.0-test"', __ELECTRON_VERSION__: '"45.4.1"' },
  test: {
    include: ["test/unit/**/*.test.ts", "test/unit/**/*.test.tsx"],
    environment: "node",
    testTimeout: 15_000,
    // As in playwright.config.ts.
    retry: process.env.CI === undefined ? 0 : 1,
    // Tests wait more than they compute.
    maxWorkers: availableParallelism() + 1,
    // Inlined so that the alias reaches its import of electron too.
    server: { deps: { inline: ["electron-store"] } },
  },
});
