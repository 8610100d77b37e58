import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./app.ts";
import { answered, answers, ask, beginComparison, connect, deploymentRow, pick, section } from "./steps.ts";

/** A picture of one point. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** What was asked of a service, and stands between it and the app. */
async function listening(service: string) {
  const asked: { path: string; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const sent = Buffer.concat(pieces);
    const path = request.url ?? "";
    if (request.method === "POST") asked.push({ path, body: JSON.parse(sent.toString()) });
    const { host: _host, "content-length": _length, ...headers } = request.headers;
    const reply = await fetch(new URL(path, service), {
      method: request.method ?? "GET",
      headers: headers as Record<string, string>,
      ...(sent.length > 0 && { body: sent }),
    });
    response.writeHead(reply.status, { "content-type": reply.headers.get("content-type") ?? "" });
    for await (const piece of reply.body ?? []) response.write(piece);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("one conversation goes through three APIs and back, with its picture and its tool's result", async ({
  start,
  sandbox,
}) => {
  const { asked, origin, stop } = await listening(sandbox.url);
  try {
    const { page } = await start();
    await connect(page, origin, sandbox.apiKey);
    await deploymentRow(page, "gpt-4.1-mini").click();
    await section(page, "Chat").click();
    await page
      .getByLabel("Attach images, PDF or text files")
      .first()
      .setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: dot });
    await ask(page, "What is in this picture?");
    await answered(page);

    await pick(page, "gpt-5-codex");
    await ask(page, 'Please call the tool weigh {"lot": 7}');
    await page.getByLabel("Result of weigh").fill("18 grams");
    await page.getByRole("button", { name: "Send the results" }).click();
    await expect(answers(page)).toHaveCount(3);
    await answered(page);

    await pick(page, "claude-sonnet-4-6");
    await ask(page, "Say exactly: by Messages");
    await answered(page);
    await expect(answers(page).last().locator(".markdown")).toHaveText("by Messages");

    await pick(page, "gpt-4.1-mini");
    await ask(page, "Say exactly: and back");
    await answered(page);
    await expect(answers(page).last().locator(".markdown")).toHaveText("and back");
    await expect(page.getByText("not sent along")).toHaveCount(0);

    const paths = asked.map(({ path }) => path.replace(/\?.*/, ""));
    expect(paths).toEqual([
      "/openai/deployments/gpt-4.1-mini/chat/completions",
      "/openai/v1/responses",
      "/openai/v1/responses",
      "/anthropic/v1/messages",
      "/openai/deployments/gpt-4.1-mini/chat/completions",
    ]);
    for (const { body } of asked.slice(1)) expect(JSON.stringify(body)).toContain(dot.toString("base64"));
    for (const { body } of asked.slice(2)) expect(JSON.stringify(body)).toContain("18 grams");
    // What Responses has thought is given back to the deployment that has thought it, and to nobody else.
    expect(asked.map(({ body }) => JSON.stringify(body).includes('"encrypted_content"'))).toEqual([
      ...[false, false, true, false, false],
    ]);
  } finally {
    stop();
  }
});

test("six columns of three APIs answer side by side, each measured and with its API", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await beginComparison(page, sandbox.projectEndpoint, sandbox.apiKey);
  const names = [
    "gpt-4.1-mini",
    "gpt-4.1",
    "gpt-5-codex",
    "gpt-5.6-sol",
    "claude-sonnet-4-6",
    "claude-opus-5",
  ];
  for (const name of names) await page.getByLabel("Add column").selectOption({ label: name });
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 60 words");
  await page.getByLabel("Prompt", { exact: true }).press("Control+Enter");
  const apis = ["Chat", "Chat", "Responses", "Chat", "Messages", "Messages"];
  for (const [index, api] of apis.entries()) {
    const column = page.getByRole("region", { name: new RegExp(`^Column ${index + 1}\\b`) });
    await column.getByText("First token", { exact: true }).click({ timeout: 30_000 });
    await expect(column.getByText("Total", { exact: true })).toBeVisible();
    await expect(column.getByText(new RegExp(`${api}, /`)).first()).toBeVisible();
  }
});
