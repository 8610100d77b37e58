import { describe, expect, it } from "vitest";
import { diagnosisOf } from "../../../main/foundry/error.ts";
import type { DiagnosisCode } from "../../../preload/contract/diagnosis.ts";
import type { Article, Block } from "../../../preload/strings/article.ts";
import { diagnoses, remedies } from "../../../preload/strings/diagnoses.ts";
import { guides } from "../../../preload/strings/help-articles.ts";
import { articleOf, articles } from "../../../renderer/help/articles.ts";
import { mark, searchHelp, textOf } from "../../../renderer/help/search.ts";

const article = (id: string, title: string, text: string): Article => ({ id, title, blocks: [{ text }] });
const found = (all: readonly Article[], query: string) =>
  searchHelp(all, query).map(({ article }) => article.id);
const marked = (text: string, ...wanted: string[]) =>
  mark(text, wanted)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join("");

const blocks = articles.flatMap(({ id, blocks }) => blocks.map((block) => ({ id, block })));
const every = <Kind extends string>(kind: Kind) =>
  blocks.flatMap(({ id, block }) =>
    kind in block ? [{ id, block: block as Extract<Block, Record<Kind, unknown>> }] : [],
  );

describe("the help's search", () => {
  const all = [
    article("rotate", "Rotating", "Regenerate a key now and then."),
    article("keys", "Keys", "Where they are."),
    article("key", "A key", "What it is. Résumé of it."),
    article("none", "Monkeys", "They have nothing to do with it."),
  ];

  it("finds what has every word, at the beginning of a word, in any order and case", () => {
    expect(found(all, "KEY reg")).toEqual(["rotate"]);
    expect(found(all, "key nothing")).toEqual([]);
    expect(found(all, "onkeys")).toEqual([]);
    expect(found(all, "resume")).toEqual(["key"]);
  });

  it("puts titles before texts, and whole words before beginnings", () => {
    expect(found(all, "key")).toEqual(["key", "keys", "rotate"]);
  });

  it("finds nothing for nothing, and takes whatever is typed", () => {
    for (const query of ["", "   ", "…?!", "(", "\\", "[a-"]) expect(found(all, query)).not.toContain("none");
    expect(found(all, " ")).toEqual([]);
  });

  it("marks what was typed, in the text as it is written", () => {
    expect(marked("A key, two Keys, monkeys", "key")).toBe("A [key], two [Key]s, monkeys");
    expect(marked("Résumé", "resu")).toBe("[Résu]mé");
    expect(marked("keyring key", "key", "keyr")).toBe("[keyr]ing [key]");
    expect(marked("nothing", "key")).toBe("nothing");
  });

  it("shows the text around the first match, marked", () => {
    const long = article("long", "Long", `${"word ".repeat(60)}needle ${"word ".repeat(60)}`);
    const [hit] = searchHelp([long], "need");
    const text = hit?.excerpt.map((part) => part.text).join("") ?? "";
    expect(text.length).toBeLessThan(200);
    expect(text).toMatch(/^… .*needle.* …$/);
    expect(hit?.excerpt.filter((part) => part.isMatch)).toEqual([{ text: "need", isMatch: true }]);
  });

  it("finds in the help what a person would type", () => {
    expect(found(articles, "rotate downtime")[0]).toBe("find-credentials");
    expect(found(articles, "which method")[0]).toBe("which-method");
    expect(found(articles, "foundry user role")[0]).toBe("roles");
    expect(found(articles, "429 unicorn")).toEqual([]);
    expect(found(articles, "rate limit")[0]).toBe("rate_limited");
    expect(found(articles, "az role assignment")).toContain("roles");
  });
});

describe("the help's articles", () => {
  it("are one for every diagnosis, with what to do, and no place left unfilled", () => {
    for (const code of Object.keys(diagnoses) as DiagnosisCode[]) {
      const said = articleOf(code);
      expect([code, said?.title.length ?? 0]).not.toEqual([code, 0]);
      const text = said ? textOf(said) : "";
      expect([code, /[{}]/.test(`${said?.title} ${text}`)]).toEqual([code, false]);
      for (const remedy of diagnosisOf(code).remedies) expect(text).toContain(remedies[remedy].text);
    }
  });

  it("have ids of their own, and lead only to each other", () => {
    const ids = articles.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const related = every("related");
    expect(related.length).toBeGreaterThan(10);
    for (const { id, block } of related) {
      for (const other of block.related) expect([id, other, ids.includes(other)]).toEqual([id, other, true]);
      expect(block.related).not.toContain(id);
    }
  });

  it("have the ones that were promised, and tables that are whole", () => {
    expect(guides.map(({ title }) => title)).toEqual([
      "Which method?",
      "Create a project",
      "Deploy a model",
      "Find your credentials",
      "Models on this computer",
      "Fine-tune a model",
      "Roles for OAuth",
      "Register an app",
      "Admin consent",
      "Keyboard shortcuts",
    ]);
    for (const { block } of every("table")) {
      const { head, rows } = block.table;
      for (const row of rows) expect(row).toHaveLength(head.length);
    }
  });

  it("lead outside only to Microsoft, by https", () => {
    const links = every("url");
    expect(links.length).toBeGreaterThan(3);
    for (const { block } of links) {
      expect(["learn.microsoft.com", "ai.azure.com", "portal.azure.com"]).toContain(new URL(block.url).host);
      expect(new URL(block.url).protocol).toBe("https:");
    }
  });

  it("repeat no block, since each is known by what it says", () => {
    for (const { id, blocks } of articles) {
      const said = blocks.map((block) => JSON.stringify(block));
      expect([id, new Set(said).size]).toEqual([id, said.length]);
    }
  });
});
