import { describe, expect, it } from "vitest";
import { createCodeLines, type Line } from "../../../../renderer/markdown/code-lines.ts";
import { createDocument } from "../../../../renderer/markdown/document.ts";
import { type Grammar, loadGrammar } from "../../../../renderer/markdown/languages.ts";

const python = (await loadGrammar("py")) as Grammar;
const textOf = (chunks: Line[][]) =>
  chunks
    .flat(2)
    .map(({ text }) => text)
    .join("");
const code = Array.from({ length: 200 }, (_, index) => `def f${index}(x):\n    """a\n    b"""\n\n`).join("");

describe("code", () => {
  it("has its colours, also over lines", () => {
    const [chunk = []] = createCodeLines().update('def f(x):\n  """a\n  b"""\n  return 1 # c', python);
    const kinds = chunk.map((line) =>
      line.filter(({ kind }) => kind !== null).map(({ kind, text }) => `${kind} ${text}`),
    );
    expect(kinds).toEqual([
      ["keyword def", "name f"],
      ['string """a'],
      ['string   b"""'],
      ["keyword return", "number 1", "comment # c"],
    ]);
  });

  it("keeps every character, and what is full keeps its identity", () => {
    const lines = createCodeLines();
    let before: Line[][] = [];
    for (let end = 0; end <= code.length; end += 97) {
      const now = lines.update(code.slice(0, end), python);
      expect(textOf(now)).toBe(code.slice(0, end));
      for (const [index, chunk] of before.slice(0, -1).entries()) expect(now[index]).toBe(chunk);
      before = now;
    }
    expect(lines.update(code, python)).toEqual(createCodeLines().update(code, python));
  });

  it("looks at each line once, however the code arrives", () => {
    let count = 0;
    const counting: Grammar = {
      startState: () => ({}),
      token: (stream) => {
        if (stream.sol()) count++;
        stream.skipToEnd();
        return null;
      },
      blankLine: () => {
        count++;
      },
    };
    const lines = createCodeLines();
    const updates = 400;
    for (let update = 1; update <= updates; update++) {
      lines.update(code.slice(0, Math.ceil((code.length * update) / updates)), counting);
    }
    expect(count).toBeLessThanOrEqual(code.split("\n").length + updates);
  });

  it("without a grammar, and with one that stumbles, is text", async () => {
    expect(await loadGrammar("nonsense")).toBeNull();
    const stumbling: Grammar = {
      token: () => {
        throw new Error("stumbled");
      },
    };
    expect(textOf(createCodeLines().update("a\nb\nc", stumbling))).toBe("a\nb\nc");
  });

  it.each([
    "python",
    "js",
    "ts",
    "json",
    "html",
    "css",
    "bash",
    "sql",
    "go",
    "rust",
    "java",
    "c++",
    "c#",
    "yaml",
    "dockerfile",
  ])("%s has a grammar", async (label) => {
    const grammar = (await loadGrammar(label)) as Grammar;
    const text = 'a = "b" # {c}\n<d e="f">\n-- g // h\n/* i */ 1.5';
    expect(textOf(createCodeLines().update(text, grammar))).toBe(text);
  });
});

describe("a text in blocks", () => {
  const paragraphs = Array.from({ length: 400 }, (_, index) => `Paragraph ${index}.\n\n`).join("");

  it("keeps what is settled as it is", () => {
    const document = createDocument();
    const half = document.update(paragraphs.slice(0, paragraphs.length / 2), true);
    const whole = document.update(paragraphs, true);
    expect(half.groups.length).toBeGreaterThan(5);
    for (const [index, group] of half.groups.slice(0, -1).entries()) expect(whole.groups[index]).toBe(group);
  });

  it("draws only those blocks again that use a definition when it comes", () => {
    const document = createDocument();
    const text = paragraphs.replace("Paragraph 40.", "See [here][There].");
    const before = document.update(text, true).groups;
    const after = document.update(`${text}[there]: https://a.example\n\nx\n\ny\n\nz\n`, true).groups;
    const changed = before.slice(0, -1).flatMap((group, index) => (group === after[index] ? [] : [index]));
    expect(changed).toEqual([Math.floor(40 / 32)]);
    const differing = (before[1] ?? []).filter((block, index) => block !== after[1]?.[index]);
    expect(differing).toHaveLength(1);
  });
});
