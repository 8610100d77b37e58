import { describe, expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import type { Draft } from "../../../preload/contract/drafts.ts";
import { isComplete, stepBeside, stepsOf } from "../../../renderer/guide/steps.ts";
import { stateOf } from "../../../renderer/home/connection-states.tsx";
import { connection, listOf } from "../models/model.ts";

const draft = (more: Partial<Draft> = {}): Draft => ({
  id: "d",
  flow: "guide",
  step: "source",
  name: "Helper",
  source: "foundry",
  connectionId: "a",
  deployment: "x",
  baseModel: null,
  datasets: [],
  createdAt: 1,
  updatedAt: 1,
  ...more,
});
const ready = [connection("a")];
const signedOut = [connection("a", { key: "missing" })];

describe("the steps", () => {
  it("follow from what is answered first", () => {
    expect(stepsOf(draft())).toEqual(["source", "connect", "deployment", "data", "review"]);
    expect(stepsOf(draft({ source: "custom" }))).toEqual(["source", "connect", "base", "data", "review"]);
    expect(stepsOf(draft({ flow: "advanced" }))).toEqual(["name", "connect", "deployment", "data"]);
  });

  it("pass connecting over where something is connected, both ways, and not otherwise", () => {
    expect(stepBeside(draft(), 1, ready)).toBe("deployment");
    expect(stepBeside(draft(), 1, signedOut)).toBe("connect");
    expect(stepBeside(draft({ connectionId: null }), 1, [])).toBe("connect");
    expect(stepBeside(draft({ step: "deployment" }), -1, ready)).toBe("source");
    expect(stepBeside(draft({ step: "deployment" }), -1, signedOut)).toBe("connect");
    expect(stepBeside(draft({ step: "connect" }), 1, ready)).toBe("deployment");
    expect(stepBeside(draft(), -1, ready)).toBeNull();
    expect(stepBeside(draft({ step: "review" }), 1, ready)).toBeNull();
  });

  it("are complete only with everything they ask for, and a connection that can be asked", () => {
    expect(isComplete(draft(), ready)).toBe(true);
    expect(isComplete(draft({ name: " " }), ready)).toBe(false);
    expect(isComplete(draft({ deployment: null }), ready)).toBe(false);
    expect(isComplete(draft(), signedOut)).toBe(false);
    expect(isComplete(draft(), [connection("b")])).toBe(false);
    expect(isComplete(draft({ source: "custom" }), ready)).toBe(false);
    expect(isComplete(draft({ source: "custom", baseModel: "m" }), ready)).toBe(true);
  });
});

it("a connection on Home says how it is", () => {
  const reading = { list: listOf("a", []), loading: false, diagnosis: null };
  const lost = { ...reading, diagnosis: diagnosisOf("host_not_found", { host: "h" }) };
  expect(stateOf(connection("a"), undefined).word).toBe("Asking …");
  expect(stateOf(connection("a"), reading)).toEqual({ look: "ok", word: "Connected" });
  expect(stateOf(connection("a"), lost)).toEqual({ look: "danger", word: "h was not found" });
  expect(stateOf(connection("a", { key: "missing" }), reading).word).toBe("Key missing");
  expect(stateOf(connection("a", { kind: "oauth", key: "missing" }), reading).word).toBe("Signed out");
});
