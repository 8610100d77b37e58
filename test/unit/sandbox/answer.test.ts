import { describe, expect, it } from "vitest";
import { writeAnswer } from "../../../main/sandbox/answer.ts";
import { sandboxDeployments } from "../../../main/sandbox/deployments.ts";
import { seededRandom } from "../../../main/sandbox/random.ts";
import { countTokens, splitTokens } from "../../../main/sandbox/tokens.ts";
import { readWishes } from "../../../main/sandbox/wishes.ts";

const [deployment] = sandboxDeployments;
const user = (text: string) => ({ role: "user", text });
const answer = (...texts: string[]) => {
  if (!deployment) throw new Error("there is no deployment");
  return writeAnswer(texts.map(user), deployment, seededRandom(texts.join()));
};
const words = (text: string) => text.split(/\s+/).filter(Boolean).length;

describe("the words of an answer", () => {
  it.each([
    "Explain how heat pumps work",
    "What is the difference between tea and coffee?",
    "Tell me about the history of tidal power in Brittany",
    "how do I cook rice",
  ])("%s: of usual length, about its topic, and open about who wrote it", (prompt) => {
    const text = answer(prompt);
    expect(words(text)).toBeGreaterThanOrEqual(150);
    expect(words(text)).toBeLessThanOrEqual(250);
    expect(text).toContain("the Assay sandbox answering as `gpt-4.1-mini`");
    expect(text).toContain(`**${readWishes([user(prompt)]).subject}**`);
  });

  it.each([
    ["Explain how heat pumps work", "heat pumps"],
    ["Tell me about the history of tidal power in Brittany", "history of tidal power in Brittany"],
    ["Write a 300-word report about tidal power in Brittany with a table", "tidal power in Brittany"],
    ["Compare tea and coffee in three paragraphs", "tea and coffee"],
    ["Write a long guide in markdown about steel bridges, 350 words", "steel bridges"],
    ["What is C++?", "C++"],
    ["Was ist der Unterschied zwischen Größe und Höhe?", "Unterschied"],
  ])("%s is about %s", (prompt, subject) => {
    expect(readWishes([user(prompt)]).subject).toContain(subject);
  });

  it.each([40, 100, 300, 1_000, 5_000])("has about %i words when asked for", (count) => {
    const long = words(answer(`Write ${count} words about bronze casting`));
    expect(long).toBeGreaterThan(count * 0.85 - 10);
    expect(long).toBeLessThan(count * 1.15 + 15);
  });

  it.each([
    ["two", 2],
    ["5", 5],
    ["ten", 10],
  ])("has %s paragraphs when asked for", (count, expected) => {
    expect(answer(`Describe bronze casting in ${count} paragraphs`).split("\n\n")).toHaveLength(expected);
  });

  it("is short when asked to be, and greets a greeting", () => {
    expect(words(answer("What is brass? Be brief."))).toBeLessThan(60);
    expect(answer("Hi!")).toMatch(/^Hello\. This is the Assay sandbox/);
    expect(answer("")).toMatch(/^Hello\./);
  });

  it("gives back exactly what it is told to", () => {
    expect(answer("Reply with exactly: pong 42")).toBe("pong 42");
  });

  it("knows what was said before", () => {
    expect(answer("What is *brass*?", "And bronze alloys?")).toContain(
      "Before that you wrote “What is brass ?”",
    );
  });
});

describe("the forms of an answer", () => {
  it.each([
    ["Explain forging with a table", /^\| :--- \| .+ \|\n\| /m],
    ["Give me a list of 7 tips for forging", /^7\. \*\*/m],
    ["Explain forging with headings", /^## .*forging/m],
    ["Quote something about forging", /^> /m],
    ["Explain forging with links", /\[.+\]\(https:\/\/.+\)/],
    ["Write a function about forging", /^```typescript\n[\s\S]+\n```$/m],
    ["Write Python code for forging", /^```python\n[\s\S]+\n```$/m],
    ["Explain forging in SQL", /^```sql\nselect|^```sql\n-- /m],
  ])("%s", (prompt, form) => {
    expect(answer(prompt)).toMatch(form);
  });

  it("all at once in rich markdown", () => {
    const text = answer("Write a long text in markdown about steel bridges");
    for (const form of [/^## /m, /^\| /m, /^(1\.|-) /m, /^> /m, /^```/m, /\]\(https:/, /\*\*/])
      expect(text).toMatch(form);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });

  it("never uses a title twice", () => {
    const titles = answer("Write a report of 4000 words about steel bridges").match(/^## .+$/gm) ?? [];
    expect(titles.length).toBeGreaterThan(20);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe("tokens", () => {
  it.each([
    "plain words, and marks!",
    "  spaced\n\n\nlines\t",
    "größer 漢字 🧡💙 naïve",
    "```ts\nconst a = 1;\n```",
    "",
  ])("are the text again when joined: %j", (text) => {
    expect(splitTokens(text).join("")).toBe(text);
    expect(splitTokens(text).every((token) => [...token].length <= 6)).toBe(true);
  });

  it("are about one for four characters", () => {
    const text = answer("Write 500 words about rivers");
    expect(text.length / countTokens(text)).toBeGreaterThan(3.2);
    expect(text.length / countTokens(text)).toBeLessThan(5);
  });
});
