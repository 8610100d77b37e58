import { continues } from "./continues.ts";
import { firstState, highlightLine, type Span, type State } from "./highlight.ts";
import type { Grammar } from "./languages.ts";

/** A line with its line break, in stretches of one colour. */
export type Line = Span[];

/** Lines that are drawn by one component. */
const chunkSize = 32;

/**
 * Code that grows at its end, as coloured lines in chunks. A line that is complete is coloured once, and a chunk
 * that is full keeps its identity.
 */
export function createCodeLines() {
  let source = "";
  let grammar: Grammar | null = null;
  let state: State | null = null;
  let chunks: Line[][] = [];
  /** Lines since the last full chunk. */
  let open: Line[] = [];
  let doneTo = 0;

  const reset = (next: Grammar | null) => {
    grammar = next;
    state = next && firstState(next);
    chunks = [];
    open = [];
    doneTo = 0;
  };

  const colour = (line: string): Line => {
    if (!state) return [{ kind: null, text: line }];
    try {
      const { spans, after } = highlightLine(line, state);
      state = after;
      return spans;
    } catch {
      // A grammar that stumbles colours no more of this block.
      state = null;
      return [{ kind: null, text: line }];
    }
  };

  /** The chunks of the code. Anything but more at its end, or another grammar, begins anew. */
  const update = (code: string, next: Grammar | null): Line[][] => {
    if (next !== grammar || !continues(code, source)) reset(next);
    source = code;
    for (;;) {
      const newline = code.indexOf("\n", doneTo);
      if (newline < 0) break;
      open.push(withBreak(colour(code.slice(doneTo, newline))));
      doneTo = newline + 1;
      if (open.length === chunkSize) {
        chunks = [...chunks, open];
        open = [];
      }
    }
    const before = state;
    const last = doneTo < code.length ? [colour(code.slice(doneTo))] : [];
    state = before;
    return open.length + last.length === 0 ? chunks : [...chunks, [...open, ...last]];
  };

  return { update };
}

function withBreak(line: Line): Line {
  const last = line.at(-1);
  if (last?.kind === null) return [...line.slice(0, -1), { kind: null, text: `${last.text}\n` }];
  return [...line, { kind: null, text: "\n" }];
}
