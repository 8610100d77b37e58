import { expect, it } from "vitest";
import { asks, message } from "./dialects.ts";
import { ask, get, prompt, sandboxes } from "./running.ts";

const start = sandboxes();

it("a deployment is deleted, fails or is replaced while the sandbox runs, and becomes what it was again", async () => {
  const sandbox = await start();
  const change = (deployment: unknown, to: unknown, key = sandbox.apiKey) =>
    fetch(`${sandbox.url}/sandbox/deployments`, {
      method: "POST",
      headers: { "api-key": key },
      body: JSON.stringify({ deployment, change: to }),
    });
  const asked = async () => (await ask(sandbox, "gpt-4.1", prompt("hi"))).status;
  const listed = async () => {
    const answer = await get(sandbox, "/openai/deployments?api-version=2023-03-15-preview");
    const { data } = (await answer.json()) as { data: { id: string; model: string; status: string }[] };
    return data.find(({ id }) => id === "gpt-4.1");
  };
  expect((await change("gpt-4.1", "deleted")).status).toBe(200);
  expect([await asked(), await listed()]).toEqual([404, undefined]);
  expect((await change("gpt-4.1", "failed")).status).toBe(200);
  expect([await asked(), (await listed())?.status]).toEqual([404, "failed"]);
  expect((await change("gpt-4.1", "replaced")).status).toBe(200);
  expect([await asked(), (await listed())?.model]).toEqual([200, "gpt-4.1-nano"]);
  expect((await change("gpt-4.1", null)).status).toBe(200);
  expect([await asked(), (await listed())?.model]).toEqual([200, "gpt-4.1"]);

  expect(await (await change("gpt-4.1", "sold")).text()).toContain("deleted, failed, replaced");
  expect(await (await change("nobody", null)).text()).toContain("gpt-4.1-mini");
  expect((await change("gpt-4.1", "deleted", "wrong")).status).toBe(401);
  expect((await listed())?.model).toBe("gpt-4.1");
});

it("a Claude model that is replaced by another maker's is asked in another way", async () => {
  const sandbox = await start();
  const asked = async () => (await ask(sandbox, "claude-opus-5", prompt("hi"))).status;
  expect(await asked()).toBe(404);
  sandbox.changes.set("claude-opus-5", "replaced");
  expect(await asked()).toBe(200);
  expect((await message(sandbox, "claude-opus-5", asks("hi"))).status).toBe(404);
});
