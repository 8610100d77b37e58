import { parseExported, refused } from "../../../exported.ts";
import { type FileSource, textsIn } from "../format/texts.ts";

/** Characters of one element, and of all that is around the elements. */
const partLimit = 64 * 1024 * 1024;

/** An element of a list in a JSON file, as it stands there. */
export interface Element {
  /** The names that lead to its list, joined by dots; empty where the file itself is the list. */
  path: string;
  text: string;
}

/**
 * Cuts the elements of the lists at `paths` out of JSON that arrives piece by piece, and keeps the rest, in which these
 * lists are empty. It reads no element. Throws `import_refused` with `too_large`.
 */
export function partsCutter(paths: readonly string[], onElement: (element: Element) => void) {
  const wanted = new Set(paths);
  const rest: string[] = [];
  /** Lists and objects around the place that is read, outermost first, each with the name that was read last in it. */
  const around: { isList: boolean; name: string }[] = [];
  let cutting: { path: string; depth: number } | null = null;
  let begun: string[] = [];
  let length = 0;
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  /** The string that was read last, as it is written; only outside of elements. */
  let said: string[] = [];

  const put = (text: string) => {
    length += text.length;
    if (length > partLimit) throw refused("too_large");
    if (cutting) begun.push(text);
    else rest.push(text);
  };
  const give = (path: string) => {
    const text = begun.join("").trim();
    begun = [];
    length = 0;
    if (text !== "") onElement({ path, text });
  };

  const piece = (text: string) => {
    let from = 0;
    let stringFrom = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (isString) {
        if (isEscaped) isEscaped = false;
        else if (unit === 0x5c) isEscaped = true;
        else if (unit === 0x22) {
          isString = false;
          if (!cutting) said.push(text.slice(stringFrom, at));
        }
        continue;
      }
      if (unit === 0x22) {
        isString = true;
        stringFrom = at + 1;
        said = [];
      } else if (unit === 0x7b || unit === 0x5b) {
        depth += 1;
        if (cutting) continue;
        const path = around.map(({ isList, name }) => (isList ? "[]" : name)).join(".");
        around.push({ isList: unit === 0x5b, name: "" });
        if (unit !== 0x5b || !wanted.has(path)) continue;
        put(text.slice(from, at + 1));
        from = at + 1;
        length = 0;
        cutting = { path, depth };
      } else if (unit === 0x7d || unit === 0x5d) {
        depth -= 1;
        if (cutting && depth >= cutting.depth) continue;
        if (cutting) {
          put(text.slice(from, at));
          from = at;
          give(cutting.path);
          cutting = null;
        }
        around.pop();
      } else if (unit === 0x2c && cutting?.depth === depth) {
        put(text.slice(from, at));
        from = at + 1;
        give(cutting.path);
      } else if (unit === 0x3a && !cutting) {
        const own = around.at(-1);
        if (own) own.name = said.join("");
      }
    }
    if (isString && !cutting) said.push(text.slice(stringFrom));
    put(text.slice(from));
  };

  return {
    piece,
    /** What is around the elements. Throws `import_refused` with `json` or `names`. */
    end: (): unknown => {
      if (cutting) throw refused("cut");
      return parseExported(rest.join(""));
    },
  };
}

/**
 * The elements of the lists at `paths` of a JSON file, and at the end, to `onRest`, what is around them. Throws what
 * `partsCutter` and reading files throws.
 */
export async function* elementsOf(
  source: FileSource,
  paths: readonly string[],
  onRest: (rest: unknown) => void = () => {},
): AsyncGenerator<Element, void> {
  let elements: Element[] = [];
  const cutter = partsCutter(paths, (element) => elements.push(element));
  for await (const text of textsIn(source)) {
    cutter.piece(text);
    yield* elements;
    elements = [];
  }
  onRest(cutter.end());
}
