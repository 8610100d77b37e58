import { LineCounter, parseDocument } from "yaml";
import { parseExported, refused } from "../../../exported.ts";

/** What a file in YAML or JSON holds, and where. */
export interface ReadYaml {
  value: unknown;
  /** The line, from 1, of what the names and numbers lead to, or of what is nearest around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML 1.2, of which JSON is a part. Names that reach an object's prototype are refused, and so is what unfolds to
 * far more than it is. Throws `import_refused` with the line and `yaml`, or with `names`.
 */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const [error] = document.errors;
  if (error) throw refused(`line ${lines.linePos(error.pos[0]).line} yaml`, error);
  return {
    value: parseExported(JSON.stringify(unfolded(() => document.toJS({ maxAliasCount: 100 })) ?? null)),
    lineOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const node: unknown = document.getIn(path.slice(0, length), true);
        const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
        const [start] = Array.isArray(range) ? range : [];
        if (typeof start === "number") return lines.linePos(start).line;
      }
      return 1;
    },
  };
}

function unfolded(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    throw refused("yaml", error);
  }
}
