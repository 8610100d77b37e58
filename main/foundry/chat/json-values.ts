/** Splits a text of JSON values that stand one after the other, or in one list, wherever it is cut. */
export interface ValueSplitter {
  /** The values that this text completes. Throws what `refuse` gives for what is none in a list. */
  feed(text: string): string[];
  /** What stands after the last value. */
  end(): string[];
  /** Whether values, or their list, are complete as far as they came. */
  isWhole(): boolean;
  /** Whether they stand in a list. */
  isList(): boolean;
  /** Characters held back for a value that is not complete. */
  held(): number;
}

/**
 * Objects as lines (NDJSON), as one document or in a list. A line after them that is none, such as a mark at the end, is
 * given as it is. Objects are looked into as far as their braces and strings; that they are JSON is for whoever parses
 * them.
 */
export function splitValues(refuse: () => Error): ValueSplitter {
  let state: "before" | "between" | "object" | "line" = "before";
  let inList = false;
  let isList = false;
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let value = "";

  /** One character outside of a value. */
  const outside = (character: string) => {
    if (/[\s,]/.test(character)) return;
    if (character === "{") {
      state = "object";
      depth = 1;
    } else if (character === "[" && state === "before") {
      inList = true;
      isList = true;
      state = "between";
    } else if (character === "]" && inList) inList = false;
    else if (inList) throw refuse();
    else state = "line";
  };

  /** One character of an object. Gives whether it is the last. */
  const inside = (character: string): boolean => {
    if (isEscaped) isEscaped = false;
    else if (inString) {
      if (character === "\\") isEscaped = true;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    return depth === 0;
  };

  return {
    feed: (text) => {
      const values: string[] = [];
      let from = 0;
      for (let at = 0; at < text.length; at += 1) {
        const character = text.charAt(at);
        if (state === "object" || state === "line") {
          const isLast = state === "object" ? inside(character) : character === "\n";
          if (!isLast) continue;
          values.push(value + text.slice(from, at + 1));
          value = "";
          state = "between";
        } else {
          outside(character);
          from = at;
        }
      }
      if (state === "object" || state === "line") value += text.slice(from);
      return values;
    },
    end: () => (state === "line" ? [value] : []),
    isList: () => isList,
    isWhole: () => state !== "object" && !inList,
    held: () => value.length,
  };
}
