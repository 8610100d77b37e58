import { describe, expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import { learned } from "../../../main/models/learned.ts";
import { nothingKnown } from "../../../main/models/rows.ts";
import { type Place, stateOf } from "../../../main/models/state.ts";
import type { Connection } from "../../../preload/contract/connections.ts";
import type { DeploymentList } from "../../../preload/contract/deployments.ts";
import { connection, deployment, listOf, listRoute, stored } from "./model.ts";

const place = (list: DeploymentList | null, more: Partial<Place> = {}): Place => ({
  connection: connection("a"),
  reading: { list, diagnosis: null },
  hasAnswered: false,
  ...more,
});
const withKey = (key: Connection["key"], kind: Connection["kind"] = "api_key") =>
  place(null, { connection: connection("a", { key, kind }) });
const there = listOf("a", [deployment("d")]);
const empty = listOf("a", [deployment("other")]);

/** The state with the code of what is wrong. */
const said = (...parts: Parameters<typeof stateOf>) => {
  const { state, diagnosis, foundAt } = stateOf(...parts);
  return [state, diagnosis?.code ?? null, foundAt];
};

describe("the state of a model", () => {
  it("is ready while its deployment is listed and can chat, also in another version", () => {
    expect(said(stored(), place(there), [])).toEqual(["ready", null, null]);
    const newer = listOf("a", [deployment("d", { version: "2026-01-01" })]);
    expect(said(stored(), place(newer), [])).toEqual(["ready", null, null]);
  });

  it("is gone when a whole list no longer has it", () => {
    expect(said(stored(), place(empty), [])).toEqual(["gone", "deployment_gone", null]);
    const { diagnosis } = stateOf(stored(), place(empty), []);
    expect(diagnosis?.parameters).toEqual({ deployment: "d", connection: "Connection a" });
  });

  it("is not gone because of a list that is not whole, or none", () => {
    const broke = listOf("a", [], { routes: [listRoute({ diagnosis: diagnosisOf("timed_out") })] });
    expect(said(stored(), place(broke), [])).toEqual(["unreachable", "timed_out", null]);
    const silent = listRoute({ answered: false, route: "project", diagnosis: diagnosisOf("service_failed") });
    const half = listOf("a", [], { routes: [listRoute(), silent] });
    expect(said(stored(), place(half), [])).toEqual(["unreachable", "service_failed", null]);
    const absent = listRoute({ answered: false, diagnosis: diagnosisOf("route_not_found") });
    expect(said(stored(), place(listOf("a", [], { routes: [absent] })), [])).toEqual(["unread", null, null]);
    const other = listOf("a", [], { routes: [absent, listRoute({ route: "project" })] });
    expect(said(stored(), place(other), [])).toEqual(["gone", "deployment_gone", null]);
  });

  it("is ready where no list ever had it and it has answered all the same", () => {
    const typed = stored({ known: nothingKnown });
    expect(said(typed, place(empty, { hasAnswered: true }), [])).toEqual(["ready", null, null]);
    expect(said(typed, place(empty), [])).toEqual(["gone", "deployment_gone", null]);
    expect(said(stored(), place(empty, { hasAnswered: true }), [])).toEqual([
      "gone",
      "deployment_gone",
      null,
    ]);
  });

  it("is failed when it is listed and cannot chat", () => {
    const failed = deployment("d", { status: "failed", chat: { usable: false, reason: "status" } });
    expect(said(stored(), place(listOf("a", [failed])), [])).toEqual(["failed", "deployment_failed", null]);
    const embeds = deployment("d", { chat: { usable: false, reason: "capability" } });
    expect(said(stored(), place(listOf("a", [embeds])), [])).toEqual(["failed", "not_a_chat_model", null]);
  });

  it("is moved when another connection has the same, or another model stands behind its name", () => {
    const b = { connection: connection("b"), list: listOf("b", [deployment("d")]) };
    expect(said(stored(), place(empty), [b])).toEqual(["moved", "deployment_moved", "b"]);
    const differs = { ...b, list: listOf("b", [deployment("d", { model: "gpt-4o" })]) };
    expect(said(stored(), place(empty), [differs])).toEqual(["gone", "deployment_gone", null]);
    const replaced = place(listOf("a", [deployment("d", { model: "gpt-4o" })]));
    expect(said(stored(), replaced, [])).toEqual(["moved", "deployment_replaced", null]);
  });

  it("is unreachable without its connection, its key or an answer", () => {
    expect(said(stored(), null, [])).toEqual(["unreachable", "connection_gone", null]);
    const b = { connection: connection("b"), list: listOf("b", [deployment("d")]) };
    expect(said(stored(), null, [b])).toEqual(["unreachable", "connection_gone", "b"]);
    expect(said(stored(), withKey("missing"), [])).toEqual(["unreachable", "key_missing", null]);
    expect(said(stored(), withKey("unreadable"), [])).toEqual(["unreachable", "key_unreadable", null]);
    expect(said(stored(), withKey("missing", "oauth"), [])).toEqual(["unreachable", "sign_in_expired", null]);
    const down = place(there, { reading: { list: there, diagnosis: diagnosisOf("connection_refused") } });
    expect(said(stored(), down, [])).toEqual(["unreachable", "connection_refused", null]);
  });

  it("is unread before anybody has asked", () => {
    expect(said(stored(), place(null), [])).toEqual(["unread", null, null]);
  });
});

describe("what is known of a model", () => {
  const known = {
    ...nothingKnown,
    model: "gpt-4.1",
    version: "1",
    sku: "Standard",
    retiresAt: 5,
    readAt: 10,
  };

  it("is taken over from a newer list only", () => {
    expect(learned(known, there, "d")).toBeNull();
    expect(learned(known, null, "d")).toBeNull();
    expect(learned(known, listOf("a", [], { readAt: 11 }), "d")).toBeNull();
    expect(learned(known, { ...there, readAt: 11 }, "d")).toMatchObject({
      version: "2025-04-14",
      publisher: "OpenAI",
      contextTokens: 1000,
      readAt: 11,
    });
  });

  it("forgets when another version retires, and keeps what a shorter list leaves out", () => {
    expect(learned(known, { ...there, readAt: 11 }, "d")?.retiresAt).toBeNull();
    const same = deployment("d", { version: null, publisher: null, sku: null, capabilities: [] });
    const kept = learned({ ...known, capabilities: ["x"] }, listOf("a", [same], { readAt: 11 }), "d");
    expect(kept).toMatchObject({ version: "1", sku: "Standard", capabilities: ["x"], retiresAt: 5 });
  });

  it("is not taken over from another model under the same name", () => {
    expect(learned(known, listOf("a", [deployment("d", { model: "o3" })], { readAt: 11 }), "d")).toBeNull();
  });
});
