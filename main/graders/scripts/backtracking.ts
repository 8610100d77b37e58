/** How long a pattern may take over a text, as far as can be told from its looks. */
export interface Effort {
  /** Repeats without an end: each can multiply the steps by the length of the text. */
  unbounded: number;
  /** What choices with an end multiply the steps by. */
  factor: number;
  /** Whether it is only tried at the beginning of the text. */
  isAnchored: boolean;
}

interface Group {
  /** Whether it can match in several ways: then repeating it can take exponentially many steps. */
  hasChoice: boolean;
  branches: number;
}

const group = (): Group => ({ hasChoice: false, branches: 1 });

const quantifier = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/;

/**
 * The effort of a pattern of JavaScript; null where it could be exponential: a repeated group that can match in several
 * ways, or a reference back. Errs on that side: many such patterns are harmless.
 */
export function effortOf(pattern: string, flags: string): Effort | null {
  const effort: Effort = { unbounded: 0, factor: 1, isAnchored: false };
  const open: Group[] = [group()];
  const here = () => open.at(-1) ?? group();
  let at = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at, at + 80);
    let closed: Group | null = null;
    if (rest[0] === "\\") {
      if (/^\\(?:[1-9]|k<)/.test(rest)) return null;
      at += 2;
    } else if (rest[0] === "[") at = endOfClass(pattern, at);
    else if (rest[0] === "(") {
      at += /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:))?/.exec(rest)?.[0].length ?? 1;
      open.push(group());
      continue;
    } else if (rest[0] === ")") {
      closed = open.pop() ?? null;
      if (closed?.hasChoice) here().hasChoice = true;
      effort.factor *= closed?.branches ?? 1;
      at += 1;
    } else {
      if (rest[0] === "|") {
        here().hasChoice = true;
        here().branches += 1;
      }
      at += 1;
    }
    const [whole, sign, least, comma, most] = quantifier.exec(pattern.slice(at, at + 40)) ?? [];
    if (whole === undefined) continue;
    at += whole.length;
    const low = sign ? Number(sign === "+") : Number(least);
    const high = sign
      ? sign === "?"
        ? 1
        : Number.POSITIVE_INFINITY
      : !comma
        ? low
        : most
          ? Number(most)
          : Number.POSITIVE_INFINITY;
    if (high > 1 && closed?.hasChoice) return null;
    if (high === Number.POSITIVE_INFINITY) effort.unbounded += 1;
    effort.factor *= high === Number.POSITIVE_INFINITY ? Math.max(1, low) : Math.max(1, high);
    if (high === 1 && low === 0) effort.factor *= 2;
    if (low !== high) here().hasChoice = true;
  }
  effort.factor *= here().branches;
  effort.isAnchored =
    pattern.startsWith("^") && !flags.includes("m") && open.length === 1 && !/\|/.test(pattern);
  return effort;
}

function endOfClass(pattern: string, from: number): number {
  let at = from + 1;
  while (at < pattern.length && pattern[at] !== "]") at += pattern[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** The most steps that a pattern can take over a text of so many characters. */
export const stepsOf = ({ unbounded, factor, isAnchored }: Effort, length: number): number =>
  factor * Math.max(1, length) ** (unbounded + (isAnchored ? 0 : 1));
