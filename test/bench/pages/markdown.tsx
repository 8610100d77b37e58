import "../../../renderer/ui/tokens.css";
import "../../../renderer/ui/base.css";
import { type ComponentType, createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import ReactMarkdown from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import remarkGfm from "remark-gfm";
import { Streamdown } from "streamdown";
import { Markdown } from "../../../renderer/markdown/markdown.tsx";

declare global {
  interface Window {
    /** Shows a text with one of the renderers, and resolves when it is painted. */
    startMarkdown(side: string, text: string, highlights: boolean): Promise<void>;
    /** Lets the text grow from a length by so many characters a frame. Gives how many stand on the page in the end. */
    streamMarkdown(text: string, from: number, delta: number): Promise<number>;
  }
}

type View = ComponentType<{ text: string }>;

const wrapped = { className: "markdown selectable" };
const remark = [remarkGfm];
const plainControls = { code: false, table: false, mermaid: false };

function viewOf(side: string, highlights: boolean): View {
  const rehype = highlights ? [rehypeHighlight] : [];
  if (side === "react-markdown")
    return ({ text }) => (
      <div {...wrapped}>
        <ReactMarkdown remarkPlugins={remark} rehypePlugins={rehype}>
          {text}
        </ReactMarkdown>
      </div>
    );
  if (side === "streamdown")
    return ({ text }) => (
      <div {...wrapped}>
        <Streamdown
          // Its own block of code takes text only, so that it is measured without colours.
          remarkPlugins={remark}
          controls={plainControls}
          lineNumbers={false}
          isAnimating
        >
          {text}
        </Streamdown>
      </div>
    );
  return ({ text }) => <Markdown text={text} running />;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

let draw: ((text: string) => void) | null = null;
let end: (() => void) | null = null;

window.startMarkdown = async (side, text, highlights) => {
  end?.();
  const place = document.createElement("div");
  place.style.cssText = "height: 800px; width: 760px; overflow: auto";
  document.body.replaceChildren(place);
  const root = createRoot(place);
  const view = viewOf(side, highlights);
  draw = (text) => {
    flushSync(() => root.render(createElement(view, { text })));
    place.scrollTop = place.scrollHeight;
  };
  end = () => root.unmount();
  draw(text);
  await nextFrame();
};

window.streamMarkdown = async (text, from, delta) => {
  for (let shown = from; shown < text.length; shown += delta) {
    draw?.(text.slice(0, shown + delta));
    await nextFrame();
  }
  return document.body.textContent?.length ?? 0;
};
