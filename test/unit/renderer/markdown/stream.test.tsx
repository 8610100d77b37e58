import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../../renderer/markdown/block.ts";
import { Blocks } from "../../../../renderer/markdown/blocks.tsx";
import { createDocument } from "../../../../renderer/markdown/document.ts";
import { lex } from "../../../../renderer/markdown/lexer.ts";
import { Markdown } from "../../../../renderer/markdown/markdown.tsx";
import { GrowingTable } from "../../../../renderer/markdown/table.tsx";
import { texts } from "./texts.ts";

/** Numbers below 1 that look random and are the same each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

type Document = ReturnType<typeof createDocument>;

/** What the component draws, from a document that has its history. */
function drawn(document: Document, text: string, running: boolean): string {
  const { groups, footnotes, definitions } = document.update(text, running);
  const draw = (block: Block) => {
    if (block.kind === "code") return `code ${block.language}: ${block.code}`;
    if (block.kind === "table") {
      return renderToStaticMarkup(<GrowingTable {...block} definitions={definitions} />);
    }
    return renderToStaticMarkup(<Blocks tokens={lex(block.raw, definitions)} start={block.start} />);
  };
  return groups.flat().map(draw).concat(JSON.stringify(footnotes)).join("\n");
}

function streamed(text: string, longest: number, random: () => number): string {
  const document = createDocument();
  let end = 0;
  while (end < text.length) {
    end = Math.min(text.length, end + 1 + Math.floor(random() * longest));
    document.update(text.slice(0, end), true);
  }
  return drawn(document, text, false);
}

describe("a text that arrives in pieces", () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`is drawn in the end like one given at once: ${name}`, () => {
      const whole = drawn(createDocument(), text, false);
      const random = randomFrom(name.length);
      for (const longest of [1, 3, 20, 200, 5000]) expect(streamed(text, longest, random)).toBe(whole);
    });
  }

  it("draws every text with the words of it", () => {
    const html = renderToStaticMarkup(<Markdown text={texts.everything ?? ""} running={false} />);
    expect(html).toContain("Last words.");
    expect(html.length).toBeGreaterThan(3000);
  });
});
