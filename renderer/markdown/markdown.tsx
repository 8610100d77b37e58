import "./markdown.css";
import { memo, type ReactNode, useId, useState } from "react";
import { Boundary } from "../ui/boundary.tsx";
import type { Block } from "./block.ts";
import { Blocks } from "./blocks.tsx";
import { CodeBlock } from "./code.tsx";
import { createDocument } from "./document.ts";
import { FootnoteScope } from "./footnote.tsx";
import { Footnotes } from "./footnote-list.tsx";
import { type Definitions, lex } from "./lexer.ts";
import { GrowingTable } from "./table.tsx";

/**
 * A model's markdown as React elements: tokens become elements one by one, so that there is no HTML to sanitise.
 * Of a text that grows only the end is lexed and drawn again. What cannot be drawn is shown as it is.
 */
export function Markdown({ text, running }: { text: string; running: boolean }) {
  const [document] = useState(createDocument);
  const scope = useId();
  const { groups, footnotes, definitions, revision } = document.update(text, running);
  return (
    <div className="markdown selectable">
      <FootnoteScope value={scope}>
        {groups.map((blocks, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text only ever changes at its end.
          <Group key={index} blocks={blocks} definitions={definitions} />
        ))}
        <Notes footnotes={footnotes} definitions={definitions} revision={revision} />
      </FootnoteScope>
    </div>
  );
}

/** Drawn again with each new definition only. */
const Notes = memo(Footnotes as (props: Parameters<typeof Footnotes>[0] & { revision: number }) => ReactNode);

const Group = memo(function Group({ blocks, definitions }: { blocks: Block[]; definitions: Definitions }) {
  return (
    <div className="group">
      {blocks.map((block, index) => (
        <Boundary
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          key={index}
          instead={
            <p className="plain" dir="auto">
              {sourceOf(block)}
            </p>
          }
        >
          {drawn(block, definitions)}
        </Boundary>
      ))}
    </div>
  );
});

function drawn(block: Block, definitions: Definitions): ReactNode {
  switch (block.kind) {
    case "code":
      return <CodeBlock language={block.language} code={block.code} />;
    case "table":
      return <GrowingTable {...block} definitions={definitions} />;
    case "text":
      return <TextBlock {...block} definitions={definitions} />;
  }
}

function sourceOf(block: Block): string {
  switch (block.kind) {
    case "code":
      return block.code;
    case "table":
      return block.head + block.bodies.join("");
    case "text":
      return block.raw;
  }
}

interface TextBlockProps {
  raw: string;
  start: number | null;
  revision: number;
  definitions: Definitions;
}

/** A new `revision` draws it again: the definitions change in place. */
const TextBlock = memo(function TextBlock({ raw, start, definitions }: TextBlockProps) {
  return <Blocks tokens={lex(raw, definitions)} start={start} />;
});
