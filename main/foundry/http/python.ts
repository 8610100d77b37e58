/** A text in quotes, a word or a mark of Python where JSON has another. */
const tokens =
  /(?<![\w])[bru]?'((?:[^'\\]|\\.)*)'|(?<![\w])[bru]?"((?:[^"\\]|\\.)*)"|\b(None|True|False)\b|\b[A-Za-z_][\w.]*\(|\b[A-Za-z_]\w*=(?!=)|[()]|,(?=\s*[)\]}])/gs;

const words = new Map([
  ["None", "null"],
  ["True", "true"],
  ["False", "false"],
]);

/**
 * A representation of Python, as servers written in it put their errors into messages, in JSON's notation: tuples and
 * calls, such as `ValueError('x')`, become lists. What is neither is left as it is, so the result need not be JSON.
 */
export function pythonAsJson(text: string): string {
  return text.replace(tokens, (token, single?: string, double?: string, word?: string) => {
    const quoted = single ?? double;
    if (quoted !== undefined) return JSON.stringify(unescaped(quoted));
    if (word !== undefined) return words.get(word) ?? word;
    if (token.endsWith("(")) return "[";
    return token === ")" ? "]" : "";
  });
}

const escapes = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** What stands between the quotes of a text of Python, with its escapes as the characters they mean. */
export const unescaped = (text: string): string =>
  text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gis,
    (_, short?: string, long?: string, one: string = "") => {
      const code = short ?? long;
      return code === undefined ? (escapes.get(one) ?? one) : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
