import { expect, it, vi } from "vitest";
import { createWays, remembering } from "../../../main/deployments/ways.ts";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { understood } from "../../../main/foundry/endpoints/parse.ts";
import type { RequestNote } from "../../../preload/contract/conversations.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";

function open(kept: string | null = null, listed?: Partial<Deployment>) {
  const written = { adjustments: kept };
  const ways = createWays(
    {
      routes: () => new Map(),
      setRoute: () => {},
      dialects: () => new Map(),
      setDialect: () => {},
      adjustments: () => written.adjustments,
      setAdjustments: (_id, _deployment, text) => {
        written.adjustments = text;
      },
    },
    { deployment: () => listed as Deployment | undefined },
    {
      target: async () => {
        throw new Error("Nobody is asked");
      },
      address: () => ({ endpoint: understood("https://r.services.ai.azure.com") }),
    },
  );
  return { ways, written };
}

async function answered(ways: ReturnType<typeof open>["ways"], ...notes: RequestNote[]) {
  async function* events(): AsyncGenerator<ChatEvent> {
    for (const note of notes) yield { type: "note", at: 0, note };
  }
  for await (const _event of remembering(events(), ways, { connectionId: "k", deployment: "d" }));
}

it("what has just been refused is remembered with its time; what is only told again is not", async () => {
  const { ways } = open();
  const before = Date.now();
  await answered(
    ways,
    { kind: "parameter_dropped", parameter: "temperature" },
    { kind: "parameter_dropped", parameter: "top_p", because: "model" },
    { kind: "parameter_dropped", parameter: "seed", because: "earlier", refusedAt: 1 },
  );
  const { adjustments } = ways.ways("k", "d");
  expect(adjustments).toEqual({
    renamed: {},
    dropped: ["temperature"],
    refusedAt: { temperature: expect.any(Number) },
  });
  expect(adjustments.refusedAt?.temperature).toBeGreaterThanOrEqual(before);
});

it("what an earlier version remembered, without times, counts on", async () => {
  const { ways } = open(
    JSON.stringify({ renamed: { max_tokens: "max_completion_tokens" }, dropped: ["seed"] }),
  );
  expect(ways.ways("k", "d").adjustments).toEqual({
    renamed: { max_tokens: "max_completion_tokens" },
    dropped: ["seed"],
  });
  await answered(ways, { kind: "parameter_dropped", parameter: "top_p" });
  const { dropped, refusedAt } = ways.ways("k", "d").adjustments;
  expect([dropped, Object.keys(refusedAt ?? {})]).toEqual([["seed", "top_p"], ["top_p"]]);
});

it("the models that lists name are all of them", () => {
  const values = [
    { route: "project" as const, value: "gpt-5" },
    { route: "legacy" as const, value: "gpt-4.1" },
  ];
  const of = (listed?: Partial<Deployment>) => open(null, listed).ways.ways("k", "d").model;
  expect(of({ model: "gpt-5", disagreements: [{ field: "model", values }] })).toEqual(["gpt-5", "gpt-4.1"]);
  expect(of({ model: "gpt-5", disagreements: [{ field: "sku", values }] })).toBe("gpt-5");
  expect(of()).toBeNull();
});

it("those who follow the answers are told of each that begins, by whom it is given", async () => {
  const { ways } = open();
  const heard: string[] = [];
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  ways.followAnswers(() => {
    throw new Error("The disk is full");
  });
  ways.followAnswers((id, deployment) => void heard.push(`${id} ${deployment}`));
  async function* events(): AsyncGenerator<ChatEvent> {
    yield { type: "started", route: "v1" } as ChatEvent;
    yield { type: "text", at: 0, text: "Hi" };
  }
  for (const deployment of ["d", "d", "e"])
    for await (const _event of remembering(events(), ways, { connectionId: "k", deployment }));
  expect(heard).toEqual(["k d", "k d", "k e"]);
  // A listener that fails keeps no answer back.
  expect(logged).toHaveBeenCalledTimes(3);
  logged.mockRestore();
});
