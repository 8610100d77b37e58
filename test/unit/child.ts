import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Makes one script of a TypeScript file and what it imports, for plain Node, in the folder `outDir`: packages too, where
 * `isWhole`. Gives its path.
 */
export async function compiled(entry: URL, outDir: string, { isWhole = false } = {}): Promise<string> {
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir,
      ssr: fileURLToPath(entry),
      target: "node20",
      rollupOptions: {
        external: [/^@photostructure/],
        output: { format: "cjs", entryFileNames: "program.cjs", codeSplitting: false },
      },
    },
    ssr: { noExternal: isWhole ? true : /zod/ },
  });
  return join(outDir, "program.cjs");
}

/** Runs a script that `compiled` made; what it prints is `stdout`. */
export function started(program: string, args: string[]): ChildProcess & { stdout: NodeJS.ReadableStream } {
  return spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, NODE_PATH: join(root, "node_modules") },
    stdio: ["ignore", "pipe", "inherit"],
  });
}
