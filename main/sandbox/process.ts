import { readArguments, usage } from "./arguments.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "./server.ts";

/** The end of the channel that Electron gives a process it forked; absent on plain Node. */
const { parentPort } = process as { parentPort?: { postMessage(message: unknown): void } };

function announce({ url, projectEndpoint, apiKey, token, resourceId, ca }: Sandbox): void {
  const ready = { url, projectEndpoint, apiKey, token, resourceId, ...(ca && { ca }) };
  if (parentPort) parentPort.postMessage({ ready });
  else process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function fail(code: number, ...lines: string[]): void {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exitCode = code;
}

function options(): SandboxOptions | null {
  try {
    const given = readArguments(process.argv.slice(2));
    if (given === null) process.stdout.write(`${usage}\n`);
    return given;
  } catch (error) {
    fail(2, `sandbox: ${(error as Error).message}`, usage);
    return null;
  }
}

async function run(): Promise<void> {
  const given = options();
  if (!given) return;
  let sandbox: Sandbox;
  try {
    sandbox = await startSandbox(given);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "EADDRINUSE"
      ? fail(
          1,
          `sandbox: port ${given.port} is taken by another program; choose another, or leave out --port`,
        )
      : fail(given.replay === undefined ? 1 : 2, `sandbox: ${message}`);
  }
  // Without `exit` a process of Electron's would stay, having nothing left to do.
  const end = () => void sandbox.stop().then(() => process.exit());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  announce(sandbox);
}

void run();
