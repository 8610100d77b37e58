/** Every construct that an answer may have. */
export const everything = `# Certify by cupellation

Some **bold**, *slanted*, ***both***, ~~struck~~ and \`inline code\`, with a [link](https://learn.microsoft.com/azure "Title"), one [by reference][docs], [another][] and [third].
A line that goes on,  
and one that breaks. It costs $5 and $6, or 5 $ in all. Fish &amp; chips &mdash; &#8211; &unknown;

Second title
------------

| Method | Uncertainty | Time |
|:-------|------------:|:----:|
| **Fire** assay | ±0.2 ‰ | 4 h |
| XRF \\| two | ±3 ‰ | \`60 s\` |

- one
- two
  - nested *item*
    1. deep
    2. deeper

       with a paragraph
- three

  \`\`\`sh
  echo "in a list"
  \`\`\`

3. third
4. fourth

- [ ] open task
- [x] done **task**

> A quote
> > within a quote
> - with a list

* * *

\`\`\`python
def carats(fineness: float) -> float:
    """Parts per thousand."""
    return round(fineness * 24 / 1000, 2)
\`\`\`

~~~
no language $x$ **not bold**
~~~

    indented code

Inline $e^{i\\pi} + 1 = 0$ and \\(a^2 + b^2\\), then

$$
\\int_0^1 x^2 \\, dx = \\frac{1}{3}
$$

\\[ \\sum_{n=1}^{\\infty} \\frac{1}{n^2} \\]

A claim[^1] and another.[^note] None[^none].

![A picture](https://evil.example/pixel.png) and <b onclick="alert(1)">HTML</b>

<script>alert(1)</script>

<div>

Text in between

</div>

[click](javascript:alert(1)) [data](data:text/html,x) [file](file:///etc/passwd) [plain](http://example.com/a) <https://example.com/auto> https://example.com/bare

[docs]: https://learn.microsoft.com/docs
[another]: <https://learn.microsoft.com/another> "Another"
[third]: https://learn.microsoft.com/third

[^1]: The first note with *emphasis* and [a link][docs].
[^note]: The second,
    which goes on.

Last words.`;

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join("");

/** Texts with what goes wrong when a text is cut in the wrong place. */
export const texts: Record<string, string> = {
  everything,
  twice: `${everything}\n\n${everything}`,
  "many paragraphs": rows(
    150,
    (index) => `Paragraph ${index} with **bold** and [ref][${index % 7}].\n\n`,
  ).concat(rows(7, (index) => `[${index}]: https://example.com/${index}\n`)),
  "a long list": rows(120, (index) => `${index + 5}. Item *${index}*\n${index % 9 === 0 ? "\n" : ""}`),
  "a long nested list": rows(90, (index) => `${"  ".repeat(index % 3)}- Item ${index}\n`),
  "a long loose list": `${rows(80, (index) => `* Item ${index}\n\n  more of it\n\n`)}After.`,
  "a long list with code": rows(
    40,
    (index) => `1. Step ${index}\n\n   \`\`\`js\n   f(${index})\n   \`\`\`\n\n`,
  ),
  "a long table": `| a | b |\n|---|---|\n${rows(120, (index) => `| ${index} | **x** |\n`)}\nAfter.`,
  "a long fence": `Before\n\`\`\`ts\n${rows(300, (index) => `const a${index} = "${index}"; // x\n`)}\`\`\`\nAfter`,
  "a fence that never ends": `\`\`\`py\n"""\n${rows(100, (index) => `x = ${index}\n`)}`,
  "fences of all kinds":
    "````md\n```js\nx\n```\n````\n\n  ```\n  in\n   dented\n  ```\n~~~ a b\n```\n~~~\n```\n```\n``` x\n\n```",
  "bullets and rules": "a\n-\nb\n- \nc\n--\n-- -\n***\n* * *\n+\n1.\n2) x\n#\n# a\n#b\n",
  "a title under lines": "one\ntwo\n===\nthree\n---\nfour\n\n---\n",
  "tables and words": "text\na | b\n--|--\nc | d\nmore\n\n| only |\n\n| x |\n|---|\n> quote",
  "quotes that go on": "> a\nb\n> c\n\n> d\n\n\n> ```\n> code\n> ```\nrest\n",
  "html with gaps":
    "<details>\n<summary>x</summary>\n\n**bold**\n\n</details>\n<!-- a\n\nb -->\ntext <br> more\n<div\nx",
  "line ends of all kinds": "a\r\nb\r\rc\n\r\n- d\r\n- e\r\n\r\n```\r\nx\r\n```\r\n",
  "open at the end": "Text with **bold and `code and [link](https://exa",
  "money and formulas": "$5, $6 and $x$; $$y$$ \\(z\\) costs 5$ or $HOME/$PATH\n\n$$\nunclosed",
  "definitions first":
    "[a]: https://a.example\n\n[a] and [A][] [b]\n\n[b]: https://b.example 'T'\n[b]: https://c.example",
  "notes of many lines":
    "x[^a]\n\n[^a]: one\n\n    two\n\n    ```js\n    3\n    ```\n\nafter[^b]\n[^b]: four",
  "white space": "\n\n\n  a\n \t\n\tb\n\n\n",
  nothing: "",
};

/** Texts that are made to break what reads them. */
export const hostile: Record<string, string> = {
  quotes: ">".repeat(4000),
  "spaced quotes": "> ".repeat(4000),
  "lists in lists": rows(1000, (index) => `${"  ".repeat(index)}- x\n`),
  "lists on a line": "- ".repeat(20_000),
  brackets: "[".repeat(100_000),
  "closed brackets": "[a]".repeat(30_000),
  images: "![a](".repeat(20_000),
  stars: "*a ".repeat(30_000),
  "double stars": "**a".repeat(30_000),
  underscores: "_a".repeat(50_000),
  ticks: rows(400, (index) => `${"`".repeat(index)} `),
  angles: "<".repeat(100_000),
  dollars: "$a ".repeat(30_000),
  "double dollars": "$$a ".repeat(30_000),
  backslashes: "\\(".repeat(50_000),
  tildes: "~~a ".repeat(30_000),
  notes: "[^a".repeat(30_000),
  "definitions in a row": rows(3000, (index) => `[${index}]: x\n`),
  tables: `${"|".repeat(5000)}\n${"|-".repeat(5000)}|\n`,
  "one line": "word ".repeat(20_000),
};
