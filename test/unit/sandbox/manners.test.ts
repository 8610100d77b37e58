import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sandboxDeployments } from "../../../main/sandbox/deployments.ts";
import { mannersIn } from "../../../main/sandbox/manners.ts";
import { isFiltered } from "../../../main/sandbox/question.ts";
import { toolsCalled } from "../../../main/sandbox/tools.ts";
import { root } from "../source.ts";

const page = readFileSync(join(root, "docs/sandbox.md"), "utf8");
const said = (text: string) => [{ role: "user", text }];
const none = mannersIn(said("hi"));

/** What is quoted in the first column of the table of words. */
const phrases = [...page.matchAll(/^\| (“.+?”(?:, “.+?”)*) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/“(.+?)”/g)].map(([, phrase = ""]) => phrase),
);

it("finds the words on the sandbox's page", () => {
  expect(phrases.length).toBeGreaterThan(10);
});

it.each(phrases)("“%s” brings something about, for whoever writes it last", (phrase) => {
  const messages = said(`Please ${phrase}.`);
  const calls = toolsCalled(messages, [], "auto");
  const isUnderstood =
    isFiltered(messages) || calls.length > 0 || JSON.stringify(mannersIn(messages)) !== JSON.stringify(none);
  expect(isUnderstood).toBe(true);
  expect(mannersIn([...messages, { role: "assistant", text: phrase }])).toEqual(none);
});

it("tells of every deployment", () => {
  for (const { name } of sandboxDeployments) expect(page).toContain(`\`${name}\``);
});
