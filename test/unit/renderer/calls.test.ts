import { beforeEach, describe, expect, it } from "vitest";
import { problem } from "../../../main/foundry/error.ts";
import type { Diagnosis, DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import type { Answer } from "../../../preload/contract/index.ts";
import { attempting } from "../../../renderer/calls.ts";
import { undoRemoval } from "../../../renderer/removal.ts";

const works = async <Value>(data: Value): Promise<Answer<Value>> => ({ ok: true, data });
const fails = async (code: DiagnosisCode): Promise<Answer<never>> => {
  const { diagnosis, message } = problem(code);
  return { ok: false, error: { code, message, diagnosis } };
};

describe("why something could not be done", () => {
  let shown: Diagnosis | null = null;
  let attempt = attempting(() => {});
  beforeEach(() => {
    shown = null;
    attempt = attempting((diagnosis) => {
      shown = diagnosis;
    });
  });

  it("is shown until the person does something that works", async () => {
    expect(await attempt(fails("storage_failed"))).toBe(null);
    expect(shown?.code).toBe("storage_failed");
    expect(await attempt(works(7))).toBe(7);
    expect(shown).toBe(null);
  });

  it("stays, however much is read and kept by itself", async () => {
    await attempt(fails("storage_failed"));
    await attempt(works(1), "results");
    await attempt(works(2), "keep");
    expect(shown?.code).toBe("storage_failed");
  });

  it("goes where the same works by itself that failed by itself, and no other", async () => {
    await attempt(fails("not_found"), "results");
    await attempt(works(1), "rows");
    expect(shown?.code).toBe("not_found");
    await attempt(works(1), "results");
    expect(shown).toBe(null);
    await attempt(fails("not_found"), "results");
    await attempt(fails("storage_failed"));
    await attempt(works(1), "results");
    expect(shown?.code).toBe("storage_failed");
  });
});

describe("what was removed", () => {
  const remover = (removed: string | null) => {
    const state = { removed };
    return {
      getState: () => state,
      setState: (change: { removed: string | null }) => Object.assign(state, change),
    };
  };

  it("is brought back once, however often that is asked for", async () => {
    const store = remover("a");
    const asked: string[] = [];
    const restore = async (removed: string) => asked.push(removed) > 0;
    await Promise.all([undoRemoval(store, restore), undoRemoval(store, restore)]);
    await undoRemoval(store, restore);
    expect(asked).toEqual(["a"]);
    expect(store.getState().removed).toBe(null);
  });

  it("is offered again where that could not be done, unless something else was removed since", async () => {
    const store = remover("a");
    await undoRemoval(store, async () => false);
    expect(store.getState().removed).toBe("a");
    await undoRemoval(store, async () => {
      store.setState({ removed: "b" });
      return false;
    });
    expect(store.getState().removed).toBe("b");
  });
});
