import type { InlineThinking } from "../models/thinking.ts";

/** Takes apart a text in which a model has written its thinking, wherever it was cut. */
export interface ThinkingSplitter {
  /** A piece of the text, which arrived at `at`. */
  take(text: string, at: number): void;
  /** Thinking came beside the text: then the text holds none. */
  isApart(): void;
  /** Gives what was held back. `finished`: the model had said all it wanted to. */
  end(finished: boolean, at: number): void;
}

/** Receives what was told apart. `at` is when it arrived. */
type Said = (type: "text" | "reasoning", text: string, at: number) => void;

/** Characters without an opening after which a model that may begin in its thinking is taken to have done so. */
const undecidedLimit = 400;

/**
 * Only the beginning of an answer is thinking: from its opening, or where that may be missing from its first character,
 * to its closing. White space at the marks belongs to them. What begins without an opening is held back until it is
 * clear which it is; a thinking that turns out to have no closing although the model has finished was the answer, and is
 * given again as that.
 */
export function splitThinking({ open, close, mayBegin }: InlineThinking, say: Said): ThinkingSplitter {
  let state: "opening" | "undecided" | "thinking" | "closed" | "text" = "opening";
  let held = "";
  /** What came while it was not clear what it is. */
  let pieces: { text: string; at: number }[] = [];
  /** All that is taken for thinking without an opening. */
  let unopened: string | null = null;
  let hasThought = false;

  const take = (text: string, at: number): void => {
    if (state === "text") say("text", text, at);
    else if (state === "closed") answer(text, at);
    else if (state === "thinking") think(text, at);
    else wait(text, at);
  };

  const wait = (text: string, at: number) => {
    held += text;
    pieces.push({ text, at });
    const begun = held.trimStart();
    if (state === "opening") {
      if (begun.startsWith(open)) {
        state = "thinking";
        held = "";
        return think(begun.slice(open.length), at);
      }
      if (open.startsWith(begun)) return;
      state = mayBegin ? "undecided" : "text";
    }
    if (state === "undecided" && closing(held, held) < 0 && held.length <= undecidedLimit) return;
    if (state === "undecided") {
      state = "thinking";
      unopened = "";
    }
    release();
  };

  const release = () => {
    const waiting = pieces;
    pieces = [];
    held = "";
    for (const { text, at } of waiting) take(text, at);
  };

  const think = (text: string, at: number) => {
    held += text;
    if (unopened !== null) unopened += text;
    if (!hasThought) held = held.trimStart();
    const end = closing(held, unopened);
    const until = end < 0 ? heldFrom(held, close) : held.slice(0, end).trimEnd().length;
    if (until > 0) say("reasoning", held.slice(0, until), at);
    hasThought ||= until > 0;
    if (end < 0) held = held.slice(until);
    else answer(held.slice(end + close.length), at);
  };

  /** White space after the thinking is not the answer's. */
  const answer = (text: string, at: number) => {
    held = "";
    const begun = text.trimStart();
    state = begun === "" ? "closed" : "text";
    if (begun !== "") say("text", begun, at);
  };

  /** Where thinking ends; -1 where it does not yet. Without an opening, a mark in code is no end but talk of one. */
  const closing = (text: string, all: string | null): number => {
    for (let at = text.indexOf(close); at >= 0; at = text.indexOf(close, at + 1)) {
      if (all === null || !isInCode(all.slice(0, all.length - text.length + at))) return at;
    }
    return -1;
  };

  const settle = () => {
    if (state !== "opening" && state !== "undecided") return;
    state = "text";
    release();
  };

  return {
    take,
    isApart: settle,
    end: (finished, at) => {
      settle();
      if (state === "thinking" && held !== "") say("reasoning", held, at);
      if (state === "thinking" && finished && unopened !== null) say("text", unopened.trim(), at);
      held = "";
      state = "text";
    },
  };
}

/** Where a text's end begins that may be white space before the mark, or the mark itself, cut. */
function heldFrom(text: string, mark: string): number {
  let length = Math.min(mark.length - 1, text.length);
  while (length > 0 && !text.endsWith(mark.slice(0, length))) length -= 1;
  return text.slice(0, text.length - length).trimEnd().length;
}

/** Whether code is open where a text ends: a fence, or a run of it in its last line. */
function isInCode(text: string): boolean {
  if (text.split("```").length % 2 === 0) return true;
  return text.slice(text.lastIndexOf("\n") + 1).split("`").length % 2 === 0;
}
