import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChatEvent, streamChat } from "../../../main/foundry/chat/chat.ts";
import { listDeployments } from "../../../main/foundry/deployments/list.ts";
import { type Fault, faultNames, type streamFaults } from "../../../main/sandbox/faults.ts";
import { type Sandbox, startSandbox } from "../../../main/sandbox/server.ts";
import type { Diagnosis, DiagnosisCode, RemedyAction } from "../../../preload/contract/diagnosis.ts";
import { explain } from "../../../preload/strings/explain.ts";
import { diagnosisFrom, json, type Seen, servers, targetOf } from "./server.ts";

/** Every way the sandbox can go wrong, and each error body of the service, over HTTP: cause and buttons. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: "instant" });
});
afterAll(() => sandbox.stop());

/** Milliseconds without a byte that a test waits. */
const silence = 400;

async function chat(origin: string, deployment: string, secret: string) {
  const target = targetOf(origin, { credential: { kind: "api_key", secret } });
  const messages = [{ role: "user" as const, content: "Say exactly: one two three four five six" }];
  const signal = new AbortController().signal;
  const events: ChatEvent[] = [];
  for await (const event of streamChat(target, { deployment, messages, signal, silence })) events.push(event);
  const end = events.at(-1);
  if (end?.type !== "end") throw new Error("An answer has to end");
  return { end, text: events.map((event) => (event.type === "text" ? event.text : "")).join("") };
}

const buttons = (diagnosis: Diagnosis) => explain(diagnosis, "chat").actions;
const another: RemedyAction = "pick_deployment";

const refusals: Record<string, [DiagnosisCode, RemedyAction[]]> = {
  "content-filter": ["prompt_filtered", []],
  "content-filter-of-responses": ["prompt_filtered", []],
  "content-filter-old-spelling": ["prompt_filtered", []],
  "content-filter-bare": ["prompt_filtered", []],
  "operation-not-supported": ["not_a_chat_model", [another]],
  "unsupported-parameter": ["parameter_refused", [another, "copy_report"]],
  "unsupported-value": ["parameter_refused", [another, "copy_report"]],
  "unrecognized-argument": ["parameter_refused", [another, "copy_report"]],
  "invalid-value": ["request_refused", [another, "copy_report"]],
  "invalid-json": ["request_refused", [another, "copy_report"]],
  "context-length-exceeded": ["context_too_long", ["new_conversation", another]],
  "extra-inputs": ["parameter_refused", [another, "copy_report"]],
  "key-refused": ["key_refused", ["edit_endpoint", "enter_key"]],
  "token-refused": ["token_refused", ["retry", "edit_endpoint"]],
  "role-missing": ["role_missing", ["retry", "copy_request", "edit_endpoint"]],
  "role-missing-in-project": ["role_missing", ["retry", "copy_request", "edit_endpoint"]],
  "management-role-missing": ["role_missing", ["retry", "copy_request", "edit_endpoint"]],
  "management-token-refused": ["token_refused", ["retry", "edit_endpoint"]],
  "wrong-directory": ["wrong_directory", ["use_directory", "copy_report", "use_key"]],
  "management-wrong-directory": ["wrong_directory", ["use_directory", "copy_report", "use_key"]],
  "subscription-key-missing": ["key_not_found", ["set_key_header", "enter_key", "edit_endpoint"]],
  "keys-disabled": ["key_sign_in_disabled", ["copy_report"]],
  firewall: ["firewall", ["retry", "copy_report"]],
  "public-access-disabled": ["private_endpoint_only", ["retry", "copy_report"]],
  "virtual-network": ["private_endpoint_only", ["retry", "copy_report"]],
  "resource-blocked": ["resource_blocked", ["copy_report"]],
  "deployment-not-found": ["deployment_not_found", ["open_foundry", "retry", another]],
  "resource-not-found": ["route_not_found", ["edit_endpoint", another]],
  "request-timeout": ["service_failed", ["retry", another]],
  "model-retired": ["model_retired", ["open_foundry", another]],
  "dependency-failed": ["service_failed", ["retry", another]],
  "rate-limited": ["rate_limited", ["retry", another]],
  "rate-limited-at-tier": ["rate_limited", ["retry", another]],
  "rate-limited-by-anthropic": ["rate_limited", ["retry", another]],
  "rate-limited-for-a-day": ["rate_limited", ["retry", another]],
  "rate-limited-until-unix-time": ["rate_limited", ["retry", another]],
  "rate-limited-until-date": ["rate_limited", ["retry", another]],
  "rate-limited-in-words": ["rate_limited", ["retry", another]],
  "rate-limited-in-milliseconds": ["rate_limited", ["retry", another]],
  "high-demand": ["service_busy", ["retry", another]],
  "too-many-headers": ["too_many_headers", ["edit_endpoint", "copy_report"]],
  "server-error": ["service_failed", ["retry", another]],
  "feature-not-in-workspace": ["feature_refused", [another]],
  overloaded: ["service_busy", ["retry", another]],
  unavailable: ["service_failed", ["retry", another]],
};

/** Seconds that refusals for a rate limit ask to wait, however they say it. */
const waits: Record<string, unknown> = {
  "rate-limited": "10",
  "rate-limited-for-a-day": "86400",
  "rate-limited-until-unix-time": expect.stringMatching(/^(9|1[01])$/),
  "rate-limited-until-date": expect.stringMatching(/^(9|10)$/),
  "rate-limited-in-words": "366",
  "rate-limited-in-milliseconds": "1",
};

const spoiled: Record<(typeof streamFaults)[number], [DiagnosisCode, RemedyAction[]] | null> = {
  stall: ["stream_stalled", ["retry", another]],
  "slow-bytes": null,
  "one-byte-chunks": null,
  "one-lump": null,
  "few-lumps": null,
  "reset-mid-event": ["stream_cut", ["retry"]],
  "cut-without-done": ["stream_cut", ["retry"]],
  "no-frames": ["stream_cut", ["retry"]],
  "error-frame": ["stream_error", ["retry", another]],
  "error-frame-flat": ["stream_error", ["retry", another]],
  "endless-line": ["reply_not_understood", ["edit_endpoint", "copy_report"]],
};

describe("every fault of the sandbox", () => {
  it("is in these tables", () => {
    expect([...Object.keys(refusals), ...Object.keys(spoiled)].sort()).toEqual([...faultNames].sort());
  });

  it.each(Object.entries(refusals))(
    "%s has its cause and its buttons, in chat and in the list",
    async (fault, [code, actions]) => {
      sandbox.faults.set("gpt-4.1-mini", fault as Fault);
      const { end, text } = await chat(sandbox.projectEndpoint, "gpt-4.1-mini", sandbox.apiKey);
      sandbox.faults.set("gpt-4.1-mini", null);
      expect(text).toBe("");
      expect(end).toMatchObject({ end: "failed", diagnosis: { code } });
      if (fault in waits) expect(end.diagnosis?.parameters.seconds).toEqual(waits[fault]);
      if (end.diagnosis) expect(buttons(end.diagnosis)).toEqual(actions);
      expect(end.diagnosis?.raw?.exchange?.sent).toMatch(/^POST http.*\napi-key: •••|^POST http[\s\S]*•••/);
      expect(JSON.stringify(end)).not.toContain(sandbox.apiKey.slice(0, 12));
      expect(JSON.stringify(end)).not.toContain("two three");

      sandbox.faults.set("*", fault as Fault);
      const target = targetOf(sandbox.projectEndpoint, {
        credential: { kind: "api_key", secret: sandbox.apiKey },
      });
      const listed = await diagnosisFrom(listDeployments(target));
      sandbox.faults.set("*", null);
      expect(listed.code).toBe(code === "route_not_found" ? "no_list" : code);
      expect(explain(listed, "test").title).not.toMatch(/\{/);
    },
  );

  it.each(Object.entries(spoiled))("%s never passes for a whole answer", async (fault, expected) => {
    sandbox.faults.set("gpt-4.1-mini", fault as Fault);
    const { end, text } = await chat(sandbox.projectEndpoint, "gpt-4.1-mini", sandbox.apiKey);
    sandbox.faults.set("gpt-4.1-mini", null);
    expect(text === "").toBe(fault === "no-frames");
    if (expected === null) {
      expect(end).toMatchObject({ end: "stop", diagnosis: null });
      return;
    }
    const [code, actions] = expected;
    expect(end.end).not.toBe("stop");
    expect(end.diagnosis?.code).toBe(code);
    if (end.diagnosis) expect(buttons(end.diagnosis)).toEqual(actions);
  });
});

describe("what the service says that the sandbox does not", () => {
  const start = servers();
  const answered = async (status: number, body: unknown, headers: object = {}) => {
    const server = await start((_: Seen, response) => json(response, status, body, headers));
    const { end } = await chat(server.origin, "d", "3fA9xQ7zLm2Rk8Wd5TbYc1VnEs4Hu6Gj");
    return end.diagnosis;
  };

  const rows: [number, unknown, DiagnosisCode, RemedyAction[]][] = [
    [
      401,
      { error: { code: "Unauthorized", message: "Access denied" } },
      "key_refused",
      ["edit_endpoint", "enter_key"],
    ],
    [401, {}, "key_refused", ["edit_endpoint", "enter_key"]],
    [
      401,
      {
        statusCode: 401,
        message: "Unauthorized. Access token is missing, invalid, audience is incorrect, or have expired.",
      },
      "token_refused",
      ["retry", "edit_endpoint"],
    ],
    [
      403,
      { error: { code: "AuthorizationFailed", message: "no" } },
      "role_missing",
      ["retry", "copy_request", "edit_endpoint"],
    ],
    [400, { error: { code: "SomethingNew", message: "?" } }, "request_refused", [another, "copy_report"]],
    [
      400,
      { code: 400, message: "Validation error at #/top_k: Extra inputs are not permitted" },
      "parameter_refused",
      [another, "copy_report"],
    ],
    [409, { error: { code: "Conflict", message: "?" } }, "request_refused", [another, "copy_report"]],
    [418, "I am another server", "request_refused", [another, "copy_report"]],
    [418, "<html>I am a proxy</html>", "reply_not_understood", ["edit_endpoint", "copy_report"]],
    [502, "<html>Bad gateway</html>", "service_failed", ["retry", another]],
    [504, {}, "service_failed", ["retry", another]],
  ];

  it.each(rows)("%i %j", async (status, body, code, actions) => {
    const diagnosis = await answered(status, body);
    expect(diagnosis?.code).toBe(code);
    if (diagnosis) expect(buttons(diagnosis)).toEqual(actions);
  });

  it("a rate limit without a time asks for a minute, one with a time for that", async () => {
    const body = { error: { code: "429", message: "Rate limit is exceeded." } };
    expect((await answered(429, body))?.parameters.seconds).toBe("60");
    expect((await answered(429, body, { "retry-after": "7" }))?.parameters.seconds).toBe("7");
  });
});
