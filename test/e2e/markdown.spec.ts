import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { showTheme, themes } from "../../build/theme.mjs";
import { startSandbox } from "../../main/sandbox/server.ts";
import { everything, hostile } from "../unit/renderer/markdown/texts.ts";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { answered, answers, ask, connect, deploymentRow } from "./steps.ts";

/** Writes an answer that arrives in pieces of this many characters, for the sandbox to replay. */
function writeReply(folder: string, name: string, text: string, size: number): void {
  const transcript = { kind: "chat-stream", status: 200, headers: { "content-type": "text/event-stream" } };
  const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
  let body = "";
  for (let from = 0; from < text.length; from += size) {
    const delta = { content: text.slice(from, from + size) };
    body += event({ choices: [{ index: 0, delta, finish_reason: null }] });
  }
  body += event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ name, ...transcript }));
  writeFileSync(join(folder, `${name}.body`), `${body}data: [DONE]\n\n`);
}

/** What differs from one drawing to the next: made-up ids, and what the taking of pictures leaves behind. */
const passing = /"_r_\w+_|:r\w+:| style=""/g;

test("every construct of an answer is drawn, and nothing of it is run or loaded", async ({
  start,
  profile,
}) => {
  const folder = join(profile, "replies");
  mkdirSync(folder);
  writeReply(folder, "markdown", everything, 7);
  const sandbox = await startSandbox({ replay: folder });
  try {
    const { page } = await start();
    await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
    await deploymentRow(page, "markdown").click();
    await ask(page, "Say everything");
    await answered(page);
    const answer = answers(page).last();
    await expect(answer).toContainText("Last words.");

    await expect(answer.getByRole("heading", { name: "Certify by cupellation" })).toBeVisible();
    await expect(answer.getByRole("table").getByRole("row")).toHaveCount(3);
    await expect(answer.getByRole("checkbox")).toHaveCount(2);
    await expect(answer.getByRole("checkbox", { name: "done" })).toBeChecked();
    await expect(answer.locator("li li li")).toHaveCount(2);
    await expect(answer.locator("blockquote blockquote")).toContainText("within a quote");
    await expect(answer.locator("ol[start='3'] > li")).toHaveCount(2);

    await expect(answer.locator(".code header span")).toHaveText(["sh", "python", "code", "code"]);
    const python = answer.locator(".code").nth(1);
    await expect(python.locator(".keyword").first()).toHaveText("def");
    await expect(python.locator("code")).toHaveText(/return round\(fineness \* 24 \/ 1000, 2\)$/);
    await python.getByRole("button", { name: "Copy" }).click();
    await expect(python.getByRole("button", { name: "Copied" })).toBeVisible();

    await expect(answer.locator("math")).toHaveCount(4);
    await expect(answer.locator("math[display=block]")).toHaveCount(2);
    await expect(answer).toContainText("It costs $5 and $6, or 5 $ in all.");

    await expect(answer.getByRole("link", { name: "by reference" })).toHaveAttribute("href", /docs$/);
    await answer.getByRole("button", { name: "Footnote note" }).click();
    await expect(answer.getByRole("region", { name: "Footnotes" })).toContainText("which goes on.");
    await expect(answer).toContainText("None[^none]");

    const alien = "img, script, b, details, div:not([class], .footnotes *)";
    await expect(answer.locator(".markdown").locator(alien)).toHaveCount(0);
    await expect(answer).toContainText('<b onclick="alert(1)">HTML</b>');
    await expect(answer.getByRole("link", { name: "click" })).toHaveCount(0);
    await expect(answer).toContainText("javascript:alert(1)");
    await answer.getByRole("link", { name: "plain" }).click();
    await expect(answer.locator(".ask-link code")).toHaveText("http://example.com/a");
    await clean(page, "an answer with every construct");
    for (const theme of themes) {
      await showTheme(page, theme);
      for (const [part, shown] of [answer.getByRole("heading").first(), python, answer].entries()) {
        await shown.evaluate((element) =>
          element.scrollIntoView({ block: element.matches("article") ? "end" : "start" }),
        );
        await page.screenshot({ path: test.info().outputPath(`${theme}-${part}.png`) });
      }
    }
    await answer.getByRole("button", { name: "Cancel" }).click();
    await expect(answer.locator(".ask-link")).toHaveCount(0);

    const drawn = await answer.locator(".markdown").innerHTML();
    await page.reload();
    await expect(answer.locator("math")).toHaveCount(4);
    await expect(python.locator(".keyword").first()).toHaveText("def");
    const redrawn = await answer.locator(".markdown").innerHTML();
    expect(redrawn.replaceAll(passing, "")).toBe(drawn.replaceAll(passing, ""));
  } finally {
    await sandbox.stop();
  }
});

test("answers made to break the window do not", async ({ start, profile }) => {
  const folder = join(profile, "replies");
  mkdirSync(folder);
  const names = ["quotes", "lists on a line", "brackets", "stars", "one line"];
  for (const name of names) writeReply(folder, name.replaceAll(" ", "-"), hostile[name] ?? "", 5000);
  const sandbox = await startSandbox({ replay: folder });
  try {
    const { page } = await start();
    for (const name of names) {
      await connect(page, sandbox.projectEndpoint, sandbox.apiKey);
      await deploymentRow(page, name.replaceAll(" ", "-")).click();
      await ask(page, `Say ${name}`);
      await answered(page);
      await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
    }
  } finally {
    await sandbox.stop();
  }
});
