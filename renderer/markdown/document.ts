import type { Token, Tokens } from "marked";
import type { Block, Footnote, OpenTable } from "./block.ts";
import { continues } from "./continues.ts";
import { codeOf, continueFence, type Fence, openFence } from "./fence.ts";
import { type FootnoteToken, footnoteKey } from "./footnotes.ts";
import { type Definitions, lexBlocks } from "./lexer.ts";
import { createSettled } from "./settled.ts";
import { countSettled, linesOf, rawOf } from "./settling.ts";
import { withoutLooseEnds } from "./unfinished.ts";

export interface View {
  /** The blocks in order, in groups whose identity stays while nothing in them changes. */
  groups: Block[][];
  footnotes: Footnote[];
  definitions: Definitions;
  /** How many definitions there are. */
  revision: number;
}

/** A list is cut after this many items, so that the end of a long one can be lexed alone. */
const longestList = 32;

/** Rows of one body of a table. A long table has several, so that its end can be lexed and drawn alone. */
export const longestBody = 64;

/** Characters that are lexed at once. Some rules of the lexer look through all it was given for each block. */
const windowSize = 8000;

/**
 * A text that grows at its end, cut into blocks. What can no longer change, whatever follows, is lexed once.
 * That is every block before the last one, when the last has two complete lines: then it is known that it is a
 * block of its own. Else the one before it may still swallow it.
 */
export function createDocument() {
  let source = "";
  let wasRunning = true;
  let settledTo = 0;
  let settled = createSettled();
  let fence: (Fence & { marker: string }) | null = null;
  let table: OpenTable | null = null;
  let nextStart: number | null = null;
  let footnotes: Footnote[] = [];
  let view: View | null = null;

  const reset = () => {
    source = "";
    settledTo = 0;
    settled = createSettled();
    fence = null;
    table = null;
    nextStart = null;
    footnotes = [];
    view = null;
  };

  /** The blocks of one token. Definitions draw nothing, and are noted once they are whole. */
  const blocksOf = (token: Token, isWhole: boolean): Block[] => {
    const start = nextStart;
    nextStart = null;
    switch (token.type) {
      case "space":
        nextStart = start;
        return [];
      case "def": {
        const { tag, href, title } = token as Tokens.Def;
        if (isWhole) settled.define(tag, { href, title: title ?? null });
        return [];
      }
      case "footnote": {
        const { label, text } = token as FootnoteToken;
        const isNew = isWhole && settled.define(footnoteKey(label), { href: "", title: null });
        if (isNew) footnotes = [...footnotes, { label, text }];
        return [];
      }
      case "list":
        return cutList(token as Tokens.List, start);
      default:
        return [textBlock(token.raw, null)];
    }
  };

  const textBlock = (raw: string, start: number | null): Block => ({
    kind: "text",
    raw,
    start,
    revision: settled.revision(),
  });

  const cutList = ({ items, ordered, start: own, raw }: Tokens.List, start: number | null): Block[] => {
    if (items.length <= longestList) return [textBlock(raw, start)];
    const first = start ?? (ordered && own !== "" ? own : 1);
    const pieces: Block[] = [];
    for (let from = 0; from < items.length; from += longestList) {
      const piece = rawOf(items.slice(from, from + longestList));
      pieces.push(textBlock(piece, from === 0 ? start : first + from));
    }
    return pieces;
  };

  /** Settles what it can of a window at the start of the tail. Gives the tokens of the tail when that was nothing. */
  const settleWindow = (text: string): Token[] | null => {
    for (let size = windowSize; ; size *= 2) {
      const isWhole = settledTo + size >= text.length;
      const tokens = lexBlocks(text.slice(settledTo, settledTo + size));
      const count = countSettled(tokens);
      for (const token of tokens.slice(0, count)) {
        settled.add(blocksOf(token, true));
        settledTo += token.raw.length;
      }
      if (count > 0) return null;
      const [only] = tokens;
      if (only?.type === "list" && (only as Tokens.List).items.length >= longestList + 2) {
        const { items, start: own } = only as Tokens.List;
        const raw = rawOf(items.slice(0, longestList));
        settled.add([textBlock(raw, nextStart)]);
        settledTo += raw.length;
        nextStart = (nextStart ?? (own === "" ? 1 : own)) + longestList;
        return null;
      }
      if (only?.type === "table" && (only as Tokens.Table).rows.length >= longestBody + 2) {
        const head = linesOf(only.raw, 2);
        const lines = linesOf(only.raw.slice(head.length), longestBody);
        table = { kind: "table", head, bodies: [lines], revision: settled.revision() };
        settledTo += head.length + lines.length;
        return null;
      }
      if (isWhole) return tokens;
    }
  };

  /** Takes more rows of a long table. Gives the blocks of the tail when all that is there has been taken. */
  const continueTable = (open: OpenTable, text: string, running: boolean): Block[] | null => {
    const size = windowSize + open.head.length;
    const isWhole = settledTo + size >= text.length;
    const [first, ...rest] = lexBlocks(open.head + text.slice(settledTo, settledTo + size));
    const raw = first?.raw.slice(open.head.length) ?? "";
    const lines = linesOf(raw, longestBody);
    const isFull = linesOf(raw, longestBody + 2).split("\n").length > longestBody + 2;
    if (isFull || (!isWhole && rest.length === 0)) {
      table = { ...open, bodies: [...open.bodies, lines] };
      settledTo += lines.length;
      return null;
    }
    const grown = { ...open, bodies: raw.trim() === "" ? open.bodies : [...open.bodies, raw] };
    const isOver = first !== undefined && countSettled([first, ...rest]) > 0;
    if (isOver) {
      settled.add([grown]);
      settledTo += raw.length;
      table = null;
      return null;
    }
    return [grown, ...rest.flatMap((token) => blocksOf(token, !running))];
  };

  /** Settles what it can, and gives the blocks that may still change. */
  const advance = (text: string, running: boolean): Block[] => {
    for (;;) {
      if (table) {
        const blocks = continueTable(table, text, running);
        if (blocks) return blocks;
        continue;
      }
      fence ??= openFence(text, settledTo);
      if (fence) {
        fence = continueFence(fence, text, !running);
        const block: Block = { kind: "code", language: fence.language, code: codeOf(fence, text) };
        if (fence.end === null) return [block];
        settled.add([block]);
        settledTo = fence.end;
        fence = null;
        nextStart = null;
        continue;
      }
      const tokens = settleWindow(text);
      if (!tokens) continue;
      const start = nextStart;
      const blocks = tokens.flatMap((token) => blocksOf(token, !running));
      nextStart = start;
      return blocks;
    }
  };

  /** Blocks of the text. Anything but more at its end begins anew. */
  const update = (text: string, running: boolean): View => {
    const clean = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
    if (view && clean === source && running === wasRunning) return view;
    if (!wasRunning || !continues(clean, source)) reset();
    source = clean;
    wasRunning = running;
    const tail = advance(clean, running).map((block) =>
      block.kind === "code" ? block : { ...block, revision: settled.revision() },
    );
    if (running) tail.push(...unfinished(tail.pop()));
    view = {
      groups: settled.groupsWith(tail),
      footnotes,
      definitions: settled.definitions,
      revision: settled.revision(),
    };
    return view;
  };

  return { update };
}

/** The last block as it is drawn while more of it may come; none where there is nothing to draw yet. */
function unfinished(block: Block | undefined): Block[] {
  if (!block) return [];
  if (block.kind === "code") return [block];
  if (block.kind === "text") {
    const raw = withoutLooseEnds(block.raw);
    return raw.trim() === "" ? [] : [{ ...block, raw }];
  }
  const { head, bodies } = block;
  const lines = withoutLooseEnds(head + (bodies.at(-1) ?? "")).slice(head.length);
  return [{ ...block, bodies: [...bodies.slice(0, -1), lines] }];
}
