import { describe, expect, it } from "vitest";
import { type ChatEvent, streamChat } from "../../../main/foundry/chat/chat.ts";
import { listDeployments } from "../../../main/foundry/deployments/list.ts";
import { dialectOf } from "../../../main/foundry/deployments/speaks.ts";
import { answersText } from "../../../preload/answers-text.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { sandboxes } from "../sandbox/running.ts";
import { diagnosisFrom, targetOf } from "./server.ts";

const start = sandboxes();

const targetFor = (address: string, secret: string) =>
  targetOf(address, { credential: { kind: "api_key", secret } });

async function chat(target: ReturnType<typeof targetOf>, deployment: string, dialect: DialectName = "chat") {
  const events: ChatEvent[] = [];
  const messages = [{ role: "user" as const, content: "Say something short." }];
  const { signal } = new AbortController();
  for await (const event of streamChat(target, { deployment, dialect, messages, signal })) events.push(event);
  const text = events.map((event) => (event.type === "text" ? event.text : "")).join("");
  const last = events.at(-1);
  return { text, end: last?.type === "end" ? last : null };
}

describe("the sandbox", () => {
  it("lists by both routes of a project, and by one of its resource", async () => {
    const { projectEndpoint, url, apiKey } = await start();
    const ofProject = await listDeployments(targetFor(projectEndpoint, apiKey));
    expect(ofProject.routes).toMatchObject([
      { route: "project", answered: true, diagnosis: null },
      { route: "legacy", answered: true, diagnosis: null },
    ]);
    expect(ofProject.deployments.every(({ status }) => status !== "unknown")).toBe(true);
    expect(ofProject.deployments.some(({ chat }) => !chat.usable && chat.reason === "status")).toBe(true);
    expect(ofProject.deployments.some(({ chat }) => !chat.usable && chat.reason === "capability")).toBe(true);

    const ofResource = await listDeployments(targetFor(url, apiKey));
    expect(ofResource.deployments.map(({ name }) => name)).toEqual(
      ofProject.deployments.map(({ name }) => name),
    );
  });

  it("answers every deployment that answers in text, and says why the others cannot", async () => {
    const { projectEndpoint, apiKey, faults } = await start();
    const target = targetFor(projectEndpoint, apiKey);
    const { deployments } = await listDeployments(target);
    const usable = deployments.filter(answersText);
    expect(new Set(usable.map(({ speaks }) => speaks.what))).toEqual(
      new Set(["chat", "responses", "messages"]),
    );
    expect(usable.length).toBeGreaterThan(2);
    const answers = await Promise.all(
      usable
        .filter(({ name }) => faults.of(name) === null)
        .map(({ name, speaks }) => chat(target, name, dialectOf(speaks) ?? "chat")),
    );
    for (const { text, end } of answers) {
      if (end?.diagnosis) expect(end.diagnosis.code).toBe("rate_limited");
      else expect([text === "", end?.end, end?.usage === null]).toEqual([false, "stop", false]);
    }
    expect(answers.some(({ end }) => end?.end === "stop")).toBe(true);
    expect((await chat(target, "not-there")).end?.diagnosis?.code).toBe("deployment_not_found");
  });

  it("refuses a wrong key", async () => {
    const { projectEndpoint } = await start();
    const target = targetFor(projectEndpoint, "wrong-key-wrong-key");
    expect((await diagnosisFrom(listDeployments(target))).code).toBe("key_refused");
    expect((await chat(target, "d")).end?.diagnosis?.code).toBe("key_refused");
  });

  it.each([
    ["reset-mid-event", "connection_lost", "stream_cut"],
    ["cut-without-done", "connection_lost", "stream_cut"],
    ["error-frame", "failed", "stream_error"],
    ["endless-line", "failed", "reply_not_understood"],
    ["one-byte-chunks", "stop", null],
    ["server-error", "failed", "service_failed"],
    ["unavailable", "failed", "service_failed"],
    ["rate-limited", "failed", "rate_limited"],
    ["high-demand", "failed", "service_busy"],
    ["firewall", "failed", "firewall"],
    ["public-access-disabled", "failed", "private_endpoint_only"],
    ["virtual-network", "failed", "private_endpoint_only"],
    ["keys-disabled", "failed", "key_sign_in_disabled"],
    ["role-missing-in-project", "failed", "role_missing"],
    ["resource-blocked", "failed", "resource_blocked"],
    ["token-refused", "failed", "token_refused"],
    ["model-retired", "failed", "model_retired"],
    ["content-filter-bare", "failed", "prompt_filtered"],
    ["operation-not-supported", "failed", "not_a_chat_model"],
    ["unsupported-parameter", "failed", "parameter_refused"],
    ["extra-inputs", "failed", "parameter_refused"],
    ["context-length-exceeded", "failed", "context_too_long"],
    ["too-many-headers", "failed", "too_many_headers"],
    ["request-timeout", "failed", "service_failed"],
    ["dependency-failed", "failed", "service_failed"],
  ] as const)("with the fault %s ends %s, %s", async (fault, end, code) => {
    const { projectEndpoint, apiKey, faults } = await start();
    const target = targetFor(projectEndpoint, apiKey);
    const [usable] = (await listDeployments(target)).deployments.filter(
      ({ chat, speaks }) => chat.usable && speaks.what === "chat",
    );
    const name = usable?.name ?? "";
    faults.set(name, fault);
    const answer = await chat(target, name);
    expect([answer.end?.end, answer.end?.diagnosis?.code ?? null]).toEqual([end, code]);
  });
});
