import type { Token, Tokens } from "marked";
import { codeOf, continueFence, type Fence, openFence } from "./fence.ts";
import { type FootnoteToken, footnoteKey } from "./footnotes.ts";
import { type Definition, type Definitions, lexBlocks } from "./lexer.ts";
import { withoutLooseEnds } from "./unfinished.ts";

/** One block of the highest level. It is drawn again only when a field of it differs. */
export type Block =
  | {
      kind: "text";
      raw: string;
      /** The number of its first item where it goes on with a list that was cut. */
      start: number | null;
      /** How many definitions were known when those it may refer to last changed. */
      revision: number;
    }
  | { kind: "code"; language: string; code: string }
  /** A long table: its first two lines, and the lines of each body. */
  | { kind: "table"; head: string; bodies: string[]; revision: number };

type OpenTable = Extract<Block, { kind: "table" }>;

export interface Footnote {
  label: string;
  text: string;
}

export interface View {
  /** The blocks in order, in groups whose identity stays while nothing in them changes. */
  groups: Block[][];
  footnotes: Footnote[];
  definitions: Definitions;
  /** How many definitions there are. */
  revision: number;
}

/** Blocks that are drawn by one component: a new block then costs no look at all the others. */
const groupSize = 32;

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
  let settled: Block[] = [];
  let fullGroups: Block[][] = [];
  let fence: (Fence & { marker: string }) | null = null;
  let table: OpenTable | null = null;
  let nextStart: number | null = null;
  let definitions: Definitions = Object.create(null);
  let footnotes: Footnote[] = [];
  let definitionCount = 0;
  /** Which settled blocks have this in square brackets. */
  let users = new Map<string, number[]>();
  let view: View | null = null;

  const reset = () => {
    source = "";
    settledTo = 0;
    settled = [];
    fullGroups = [];
    fence = null;
    table = null;
    nextStart = null;
    definitions = Object.create(null);
    footnotes = [];
    definitionCount = 0;
    users = new Map();
    view = null;
  };

  const define = (key: string, definition: Definition): boolean => {
    if (key in definitions) return false;
    definitions[key] = definition;
    definitionCount++;
    for (const index of users.get(key) ?? []) {
      const block = settled[index];
      if (!block || block.kind === "code") continue;
      settled[index] = { ...block, revision: definitionCount };
      const group = Math.floor(index / groupSize);
      if (group < fullGroups.length) fullGroups[group] = groupAt(group);
    }
    return true;
  };

  const groupAt = (group: number) => settled.slice(group * groupSize, (group + 1) * groupSize);

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
        if (isWhole) define(tag, { href, title: title ?? null });
        return [];
      }
      case "footnote": {
        const { label, text } = token as FootnoteToken;
        const isNew = isWhole && define(footnoteKey(label), { href: "", title: null });
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
    revision: definitionCount,
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

  const settle = (blocks: Block[]) => {
    for (const block of blocks) {
      const index = settled.push(block) - 1;
      if (block.kind !== "code") {
        for (const label of labelsIn(block.kind === "text" ? block.raw : block.bodies.join(""))) {
          const indexes = users.get(label);
          if (indexes) indexes.push(index);
          else users.set(label, [index]);
        }
      }
      if (settled.length % groupSize === 0) fullGroups.push(groupAt(settled.length / groupSize - 1));
    }
  };

  /** Settles what it can of a window at the start of the tail. Gives the tokens of the tail when that was nothing. */
  const settleWindow = (text: string): Token[] | null => {
    for (let size = windowSize; ; size *= 2) {
      const isWhole = settledTo + size >= text.length;
      const tokens = lexBlocks(text.slice(settledTo, settledTo + size));
      const count = countSettled(tokens);
      for (const token of tokens.slice(0, count)) {
        settle(blocksOf(token, true));
        settledTo += token.raw.length;
      }
      if (count > 0) return null;
      const [only] = tokens;
      if (only?.type === "list" && (only as Tokens.List).items.length >= longestList + 2) {
        const { items, start: own } = only as Tokens.List;
        const raw = rawOf(items.slice(0, longestList));
        settle([textBlock(raw, nextStart)]);
        settledTo += raw.length;
        nextStart = (nextStart ?? (own === "" ? 1 : own)) + longestList;
        return null;
      }
      if (only?.type === "table" && (only as Tokens.Table).rows.length >= longestBody + 2) {
        const head = linesOf(only.raw, 2);
        const lines = linesOf(only.raw.slice(head.length), longestBody);
        table = { kind: "table", head, bodies: [lines], revision: definitionCount };
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
      settle([grown]);
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
        settle([block]);
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
    if (!wasRunning || !clean.startsWith(source)) reset();
    source = clean;
    wasRunning = running;
    const tail = advance(clean, running).map((block) =>
      block.kind === "code" ? block : { ...block, revision: definitionCount },
    );
    if (running) tail.push(...unfinished(tail.pop()));
    const open = [...settled.slice(fullGroups.length * groupSize), ...tail];
    const openGroups: Block[][] = [];
    for (let from = 0; from < open.length; from += groupSize)
      openGroups.push(open.slice(from, from + groupSize));
    view = { groups: [...fullGroups, ...openGroups], footnotes, definitions, revision: definitionCount };
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

/** The first lines of a text, with their line breaks. */
function linesOf(text: string, count: number): string {
  let to = 0;
  for (let line = 0; line < count && to < text.length; line++) {
    const newline = text.indexOf("\n", to);
    to = newline < 0 ? text.length : newline + 1;
  }
  return text.slice(0, to);
}

/** How many of the first tokens nothing that follows can change; none beyond a fence, which has its own way. */
function countSettled(tokens: Token[]): number {
  let last = tokens.length - 1;
  while (tokens[last]?.type === "space") last--;
  const lines = rawOf(tokens.slice(Math.max(last, 0))).split("\n").length;
  let kept = last;
  if (lines < 3) {
    kept--;
    while (tokens[kept]?.type === "space") kept--;
  }
  const fenced = tokens.findIndex((token) => token.type === "code" && token.codeBlockStyle !== "indented");
  const count = Math.max(kept, 0);
  return fenced < 0 ? count : Math.min(fenced, count);
}

const rawOf = (tokens: { raw: string }[]): string => tokens.map(({ raw }) => raw).join("");

/** What stands in square brackets, as the lexer names it: in lower case, white space as one blank. */
function labelsIn(raw: string): Set<string> {
  const labels = new Set<string>();
  if (!raw.includes("[")) return labels;
  for (const [, label = ""] of raw.matchAll(/\[([^[\]]{1,200})\]/g)) {
    labels.add(label.toLowerCase().replace(/\s+/g, " ").trim());
  }
  return labels;
}
