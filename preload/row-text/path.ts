/** The way to a value from a row's top: names of fields, and numbers of items from 0 on. */
export type Path = readonly (string | number)[];

/** A name that is written without quotes. */
const plain = /^[A-Za-z_$][\w$]*$/;

/** A path as it is shown and stored, such as `messages[2].content` or `["odd name"]`. */
export function pathText(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!plain.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** The names and numbers in what `pathText` wrote. */
export function pathIn(text: string): Path {
  const path: (string | number)[] = [];
  for (const [, name, number, quoted] of text.matchAll(
    /([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g,
  )) {
    if (name !== undefined) path.push(name);
    else if (number !== undefined) path.push(Number(number));
    else if (quoted !== undefined) path.push(String(JSON.parse(quoted)));
  }
  return path;
}

/** The value that a path leads to in parsed JSON; undefined where there is none. Only own fields count. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}
