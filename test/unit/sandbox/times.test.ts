import { expect, it } from "vitest";
import { readArguments } from "../../../main/sandbox/arguments.ts";
import { ask, prompt, sandboxes } from "./running.ts";

const start = sandboxes();

it("tells by its own clock when each answer was asked for and given", async () => {
  const sandbox = await start({ pace: { firstTokenMs: 150, tokensPerSecond: 200 } });
  const before = Date.now();
  const reply = await ask(
    sandbox,
    "gpt-4.1",
    prompt("Say exactly: one two three four five", { stream: true }),
  );
  await reply.text();
  const times = await fetch(`${sandbox.url}/sandbox/times`, { headers: { "api-key": sandbox.apiKey } });
  const { data } = (await times.json()) as { data: Record<string, number | string>[] };
  expect(data).toMatchObject([{ requestId: reply.headers.get("apim-request-id"), deployment: "gpt-4.1" }]);
  const { asked, first, last, pieces, ended } = data[0] as Record<string, number>;
  expect(asked).toBeGreaterThan(before - 50);
  expect(first).toBeGreaterThanOrEqual(Number(asked) + 145);
  expect(pieces).toBeGreaterThanOrEqual(5);
  // Five milliseconds from one token to the next; the first may be late, the others keep to their times all the same.
  expect(Number(last) - Number(asked)).toBeGreaterThanOrEqual(150 + (Number(pieces) - 2) * 5 - 5);
  expect(ended).toBeGreaterThanOrEqual(Number(last));
});

it("takes tokens a second of its own, and no others", () => {
  const name = "--tokens-per-second";
  expect(readArguments([name, "100"])?.pace).toEqual({ firstTokenMs: 200, tokensPerSecond: 100 });
  for (const wrong of ["0", "-1", "fast", "100001"]) expect(() => readArguments([name, wrong])).toThrow(name);
});

it("takes how fast time runs, and nothing that is no speed", () => {
  expect(readArguments(["--speed", "60"])).toEqual({ speed: 60 });
  for (const wrong of ["0", "-1", "fast", "1000001"])
    expect(() => readArguments(["--speed", wrong])).toThrow("--speed");
});
