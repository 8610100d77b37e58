import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { AnswerTimes } from "../../main/sandbox/times.ts";
import type { Setting } from "./bench.ts";

/** The built-in sandbox as a process of its own, with its own clock. */
export interface SandboxProcess {
  endpoint: string;
  apiKey: string;
  /** When it gave each answer so far. */
  times(): Promise<AnswerTimes[]>;
  /** Resolves with the answers after the first `before`, once `count` of them have ended. Rejects after a minute. */
  answers(before: number, count: number): Promise<AnswerTimes[]>;
  stop(): void;
}

/** Starts it as it is built, with arguments of its command line. */
export async function startSandboxProcess(setting: Setting, ...args: string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [`${setting.root}dist/sandbox/process.cjs`, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { url, projectEndpoint, apiKey } = JSON.parse(line) as Record<string, string>;
  const headers = { "api-key": apiKey ?? "" };
  const times = async () => {
    const reply = await fetch(`${url}/sandbox/times`, { headers });
    return ((await reply.json()) as { data: AnswerTimes[] }).data;
  };
  return {
    endpoint: projectEndpoint ?? "",
    apiKey: apiKey ?? "",
    times,
    answers: async (before, count) => {
      for (const end = performance.now() + 60_000; performance.now() < end; ) {
        const newer = (await times()).slice(before);
        if (newer.length >= count && newer.every(({ ended }) => ended !== null)) return newer;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error("The answers did not end.");
    },
    stop: () => void child.kill(),
  };
}
