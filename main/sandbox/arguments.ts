import { parseArgs } from "node:util";
import type { SandboxOptions } from "./server.ts";

export const usage = "usage: sandbox [--port N] [--https] [--replay DIR] [--slow | --speed N]";

/** Options of the command line. Throws an `Error` that says what is wrong with them. */
export function readArguments(args: string[]): SandboxOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      https: { type: "boolean" },
      replay: { type: "string" },
      slow: { type: "boolean" },
      speed: { type: "string" },
    },
  });
  const { port, https, replay, slow, speed } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw new Error(`--port takes a number from 0 to 65535, not "${port}"`);
  const tokensPerSecond = Number(speed);
  if (speed !== undefined && !(tokensPerSecond > 0 && tokensPerSecond <= 10_000))
    throw new Error(`--speed takes tokens a second, at most 10000, not "${speed}"`);
  return {
    ...(port !== undefined && { port: Number(port) }),
    ...(https && { https }),
    ...(replay !== undefined && { replay }),
    ...(slow && { pace: "slow" }),
    ...(speed !== undefined && { pace: { firstTokenMs: 200, tokensPerSecond } }),
  };
}
