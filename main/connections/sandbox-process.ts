import { join } from "node:path";
import { type UtilityProcess, utilityProcess } from "electron";
import { z } from "zod";
import { problem } from "../foundry/error.ts";

/** Where the running sandbox is and what opens it. */
interface SandboxAddress {
  projectEndpoint: string;
  apiKey: string;
  /** What its own Azure Resource Manager takes, and the id of the resource there. */
  token: string;
  resourceId: string;
}

export interface SandboxProcess {
  /** Starts the sandbox if it is not running. Throws `sandbox_failed`. */
  ensure(): Promise<SandboxAddress>;
  stop(): void;
}

const ready = z.object({
  ready: z.object({
    projectEndpoint: z.string(),
    apiKey: z.string(),
    token: z.string(),
    resourceId: z.string(),
  }),
});

/** Milliseconds until the sandbox has to be ready. */
const patience = 20_000;

/** The built-in sandbox in a process of its own, so that it does not share a clock with what it is measured by. */
export function createSandboxProcess(appPath: string): SandboxProcess {
  let child: UtilityProcess | null = null;
  let address: Promise<SandboxAddress> | null = null;

  const start = () =>
    new Promise<SandboxAddress>((resolve, reject) => {
      const started = utilityProcess.fork(join(appPath, "dist/sandbox/process.cjs"), [], {
        serviceName: "Assay sandbox",
      });
      child = started;
      const timer = setTimeout(() => fail(), patience);
      const fail = () => {
        clearTimeout(timer);
        if (child === started) {
          child = null;
          address = null;
        }
        started.kill();
        reject(problem("sandbox_failed"));
      };
      started.once("message", (message) => {
        const parsed = ready.safeParse(message);
        if (!parsed.success) return fail();
        clearTimeout(timer);
        resolve(parsed.data.ready);
      });
      started.once("exit", fail);
    });

  return {
    ensure: () => {
      address ??= start();
      return address;
    },
    stop: () => {
      child?.kill();
    },
  };
}
