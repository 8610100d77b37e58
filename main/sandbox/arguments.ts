import { parseArgs } from "node:util";
import { fastest, isSpeed } from "./clock.ts";
import type { SandboxOptions } from "./server.ts";

export const usage =
  "usage: sandbox [--port N] [--https] [--replay DIR] [--slow | --tokens-per-second N] [--speed N]\n" +
  "  --tokens-per-second N  answers come so fast, at every deployment\n" +
  "  --speed N              time runs N times as fast for all that lasts: files, jobs, deployments";

/** Options of the command line; null where those are asked for. Throws an `Error` that says what is wrong with them. */
export function readArguments(args: string[]): SandboxOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      https: { type: "boolean" },
      replay: { type: "string" },
      slow: { type: "boolean" },
      "tokens-per-second": { type: "string" },
      speed: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return null;
  const { port, https, replay, slow, speed, "tokens-per-second": tokens } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw new Error(`--port takes a number from 0 to 65535, not "${port}"`);
  const tokensPerSecond = Number(tokens);
  if (tokens !== undefined && !(tokensPerSecond > 0 && tokensPerSecond <= 10_000))
    throw new Error(`--tokens-per-second takes a number, at most 10000, not "${tokens}"`);
  if (speed !== undefined && !isSpeed(Number(speed)))
    throw new Error(`--speed takes how many times as fast time runs, at most ${fastest}, not "${speed}"`);
  return {
    ...(port !== undefined && { port: Number(port) }),
    ...(https && { https }),
    ...(replay !== undefined && { replay }),
    ...(slow && { pace: "slow" }),
    ...(tokens !== undefined && { pace: { firstTokenMs: 200, tokensPerSecond } }),
    ...(speed !== undefined && { speed: Number(speed) }),
  };
}
