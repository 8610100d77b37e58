import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { wayOf } from "../../../../renderer/markdown/link.tsx";
import { Markdown } from "../../../../renderer/markdown/markdown.tsx";
import { withoutLooseEnds } from "../../../../renderer/markdown/unfinished.ts";
import { hostile } from "./texts.ts";

const html = (text: string, running = false) =>
  renderToStaticMarkup(<Markdown text={text} running={running} />);
const inside = (text: string) =>
  /^<div[^>]*>(?:<div class="group">)?(.*?)(?:<\/div>)+$/s.exec(html(text))?.[1]?.replace(/ dir="\w+"/g, "");

describe("an answer", () => {
  it.each([
    ["**a** *b* ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>"],
    ["It costs $5 and $6.", "<p>It costs $5 and $6.</p>"],
    ["US$ 5 or 5 $", "<p>US$ 5 or 5 $</p>"],
    ["`$x$`", "<p><code>$x$</code></p>"],
    ["<img src=x onerror=alert(1)>", '<p class="plain">&lt;img src=x onerror=alert(1)&gt;</p>'],
    ["a <i>b</i>", "<p>a &lt;i&gt;b&lt;/i&gt;</p>"],
    ["&lt;b&gt; &copy; &nothing;", "<p>&lt;b&gt; © &amp;nothing;</p>"],
    ["[a](javascript:alert(1))", "<p>a <code>javascript:alert(1)</code></p>"],
    ["[x] [^y]", "<p>[x] [^y]</p>"],
    ["[constructor][]", "<p>[constructor][]</p>"],
  ])("%s", (text, drawn) => expect(inside(text)).toBe(drawn));

  it("draws formulas in all four ways of writing them", () => {
    for (const text of ["$x^2$", "$$x^2$$", "\\(x^2\\)", "\\[x^2\\]", "$$\nx^2\n$$", "\\[\nx^2\n\\]"]) {
      expect([text, /class="formula[^>]*>x\^2</.test(html(text))]).toEqual([text, true]);
    }
  });

  it("takes the direction of each text, and leaves code as it is", () => {
    const parts = [
      "# h",
      "p `c`",
      "<i>",
      "> q\n>\n> r",
      "- a\n\n  b",
      "1. c",
      "|t|\n|-|\n|u|",
      "```\nk\n```",
      "$$x$$",
    ];
    const tags = html(parts.join("\n\n")).match(
      /<(?:h2|p|blockquote|li|table|t[hd]|figure|code|span)\b[^>]*>/g,
    );
    const directions = tags?.filter((tag) => !tag.includes("lines") && tag !== "<span>");
    expect(
      directions?.map((tag) => `${/\w+/.exec(tag)?.[0]} ${/dir="(\w+)"/.exec(tag)?.[1] ?? ""}`.trim()),
    ).toEqual([
      "h2 auto",
      "p auto",
      "code ltr",
      "p auto",
      "blockquote auto",
      "p",
      "p",
      "li auto",
      "p",
      "p",
      "li auto",
      "p",
      "table auto",
      "th",
      "td auto",
      "figure ltr",
      "code",
      "code ltr",
    ]);
  });

  it("loads no picture", () => {
    expect(html("![A cat](https://a.example/cat.png)")).toContain('href="https://a.example/cat.png"');
    expect(html("![A cat](https://a.example/cat.png)")).not.toContain("<img");
    expect(html("![A cat](data:image/png;base64,AAAA)")).not.toContain("<img");
  });

  it("links what is defined below it, and shows its notes", () => {
    expect(html("[a][B]\n\n[b]: https://b.example/")).toContain('href="https://b.example/"');
    const noted = html("a[^1]\n\n[^1]: The *note*.");
    expect(noted).toContain('class="footnote-mark"');
    expect(noted).toContain("The <em>note</em>.");
  });
});

describe("links", () => {
  it.each([
    ["https://learn.microsoft.com/", "open"],
    ["http://example.com/", "ask"],
    ["mailto:a@example.com", "ask"],
    ["https://learn.microsoft.com@evil.example/", "ask"],
    ["javascript:alert(1)", "never"],
    ["JaVaScRiPt:alert(1)", "never"],
    ["data:text/html,x", "never"],
    ["file:///etc/passwd", "never"],
    ["vscode://x", "never"],
    ["//example.com", "never"],
    ["/relative", "never"],
    ["#place", "never"],
    [`https://example.com/${"a".repeat(2000)}`, "never"],
  ])("%s: %s", (address, way) => expect(wayOf(address)).toBe(way));
});

describe("the end of a text that is being written", () => {
  it.each([
    ["a **bo", "a **bo**"],
    ["a *it", "a *it*"],
    ["a `co", "a `co`"],
    ["a ~~st", "a ~~st~~"],
    ["a [li", "a li"],
    ["a [li](https://e", "a li"],
    ["a ![pi](https://e", "a pi"],
    ["a **", "a"],
    ["a $x^2", "a"],
    ["costs $5", "costs $5"],
    ["\\(a", ""],
    ["x\n-", "x"],
    ["x\n=", "x"],
    ["- a\n- ", "- a"],
    ["- a\n- [ ", "- a"],
    ["1.", ""],
    ["#", ""],
    ["| a | b |", ""],
    ["| a | b |\n|--", ""],
    ["| a | b |\n|--|--|\n| c", "| a | b |\n|--|--|\n| c"],
    ["```py", ""],
    ["[^1]: fo", ""],
    ["[1]: ht", ""],
    ["snake_case_x", "snake_case_x"],
    ["2 * 3", "2 * 3"],
  ])("%j is drawn as %j", (text, drawn) => expect(withoutLooseEnds(text).trimEnd()).toBe(drawn));

  it("shows code as code as soon as its first line is there", () => {
    expect(html("```py\nx = 1", true)).toContain('<figure class="code"');
    expect(html("```py\nx = 1\n``", true)).not.toContain("``");
  });
});

describe("texts made to break the window", () => {
  for (const [name, text] of Object.entries(hostile)) {
    it(`are drawn: ${name}`, () => {
      const drawn = html(text);
      expect(drawn.match(/<blockquote|<[uo]l/g)?.length ?? 0).toBeLessThan(2000);
      expect(html(text.slice(0, 3000), true).length).toBeGreaterThan(0);
      expect(drawn.length).toBeGreaterThan(0);
    });
  }
});
