import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Comparison, Run, RunDelta } from "../../../preload/contract/comparisons.ts";
import {
  arrange,
  beginComparison,
  listenToCompare,
  openComparison,
  useCompare,
} from "../../../renderer/comparisons/state.ts";
import { begun } from "../comparisons/begun.ts";

const run = (text: string): Run => ({ ...begun, comparisonId: "one", text, attempts: 1 });

const comparison = (id: string, text: string): Comparison => ({
  id,
  title: "",
  updatedAt: 0,
  columns: 1,
  prompt: "",
  layout: [
    {
      id: "a",
      connectionId: "k",
      deployment: "d",
      modelId: null,
      systemPrompt: "",
      parameters: {},
      ownPrompt: null,
      run: run(text),
    },
  ],
});

const given = <Value>(data: Value) => ({ ok: true as const, data });
const listeners = new Map<string, (payload: never) => void>();
const arranged: { id: string; prompt: string }[] = [];
let inMain: Comparison;
let leave: () => void = () => {};

beforeEach(async () => {
  arranged.length = 0;
  vi.stubGlobal("window", {
    location: { hash: "" },
    addEventListener: (_event: string, listener: typeof leave) => {
      leave = listener;
    },
    assay: {
      on: (name: string, listener: (payload: never) => void) => listeners.set(name, listener),
      "comparisons.list": async () => given([]),
      "comparisons.get": async ({ id }: { id: string }) => given({ ...inMain, id }),
      "comparisons.create": async () => given(comparison("new", "")),
      "comparisons.arrange": async (input: { id: string; prompt: string }) => {
        arranged.push(input);
        return given(inMain);
      },
    },
  });
  listenToCompare();
  inMain = comparison("one", "The ");
  await openComparison("one");
  inMain = comparison("one", "The touchstone");
});

const shown = () => useCompare.getState().runs.a?.text;
const arrive = (textFrom: number, text: string) =>
  listeners.get("comparisons.deltas")?.([
    { runId: "r", columnId: "a", comparisonId: "one", textFrom, text, reasoningFrom: 0, reasoning: "" },
  ] satisfies RunDelta[] as never);

describe("text of a column", () => {
  it("is joined, and a piece that came twice adds nothing", () => {
    arrive(4, "touchstone");
    arrive(4, "touch");
    expect(shown()).toBe("The touchstone");
  });
  it("is read again where a piece before is missing", async () => {
    arrive(9, "stone");
    expect(shown()).toBe("The ");
    await vi.waitFor(() => expect(shown()).toBe("The touchstone"));
  });
});

describe("what was typed last", () => {
  it("is kept when another comparison is opened at once", async () => {
    arrange({ prompt: "Typed" });
    await openComparison("two");
    expect(arranged).toMatchObject([{ id: "one", prompt: "Typed" }]);
    expect(useCompare.getState().open?.id).toBe("two");
  });
  it("is kept when the window is closed at once", async () => {
    arrange({ prompt: "Typed" });
    leave();
    expect(arranged).toMatchObject([{ id: "one", prompt: "Typed" }]);
  });
  it("is kept when a new one is begun at once", async () => {
    arrange({ prompt: "Typed" });
    await beginComparison();
    expect(arranged).toMatchObject([{ id: "one", prompt: "Typed" }]);
  });
});
