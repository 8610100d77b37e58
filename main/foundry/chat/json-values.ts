/** Splits a text of JSON values that stand one after the other, or in one list, wherever it is cut. */
export interface ValueSplitter {
  /** The values that this text completes. Throws what `refuse` gives for anything between them that is none. */
  feed(text: string): string[];
  /** Whether values, or their list, are complete as far as they came. */
  isWhole(): boolean;
  /** Characters held back for a value that is not complete. */
  held(): number;
}

/** White space, and what separates the values of a list. */
const between = /[\s,]/;

/**
 * Objects as lines (NDJSON), as one document, in a list, and marks such as `[DONE]` after them. Only objects are looked
 * into as far as their braces and strings; that they are JSON is for whoever parses them.
 */
export function splitValues(refuse: () => Error): ValueSplitter {
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let inList = false;
  let value = "";

  /** One character between values; a value begins with it where it opens one. */
  const outside = (character: string) => {
    if (character === "{") depth = 1;
    else if (character === "[" && !inList) inList = true;
    else if (character === "]" && inList) inList = false;
    else if (!between.test(character)) throw refuse();
  };

  const inside = (character: string) => {
    if (isEscaped) isEscaped = false;
    else if (inString) {
      if (character === "\\") isEscaped = true;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
  };

  return {
    feed: (text) => {
      const values: string[] = [];
      let from = 0;
      for (let at = 0; at < text.length; at += 1) {
        const character = text.charAt(at);
        if (depth > 0) {
          inside(character);
          if (depth > 0) continue;
          values.push(value + text.slice(from, at + 1));
          value = "";
        } else {
          outside(character);
          from = at;
        }
      }
      if (depth > 0) value += text.slice(from);
      return values;
    },
    isWhole: () => depth === 0 && !inList,
    held: () => value.length,
  };
}
