import { locate, type Place, partsOf, skipSpace } from "./locate.ts";
import type { Path } from "./path.ts";

/** A row's text with another value at a path, all else as it was; unchanged where the path leads nowhere. */
export function replaced(text: string, path: Path, value: unknown): string {
  const place = locate(text, path);
  return place === null ? text : spliced(text, place, JSON.stringify(value));
}

/** A row's text with a field called otherwise; unchanged where it has none. */
export function renamed(text: string, path: Path, name: string): string {
  const place = locate(text, path, { key: true });
  return place === null ? text : spliced(text, place, JSON.stringify(name));
}

/** A row's text with another text at a place. */
export const spliced = (text: string, { at, length }: Place, by: string): string =>
  text.slice(0, at) + by + text.slice(at + length);

/** A row's text with a field of the object at a path, which comes last where it was not there. */
export function added(text: string, path: Path, name: string, value: unknown): string {
  const place = locate(text, path);
  if (place === null || text[place.at] !== "{") return text;
  if (locate(text, [...path, name]) !== null) return replaced(text, [...path, name], value);
  const end = place.at + place.length - 1;
  const isEmpty = skipSpace(text, place.at + 1) === end;
  return spliced(
    text,
    { at: end, length: 0 },
    `${isEmpty ? "" : ","}${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
}

/** A row's text with one more item, given as JSON, in the list at a path: before the one that is at a place now, or at the end. */
export function inserted(text: string, path: Path, index: number, item: string): string {
  const holder = locate(text, path);
  if (holder === null || text[holder.at] !== "[") return text;
  const parts = [...partsOf(text, holder.at)];
  const [before, after] = [parts[index - 1], parts[index]];
  if (after !== undefined) return spliced(text, { at: after.value.at, length: 0 }, `${item},`);
  const end = before === undefined ? holder.at + 1 : before.value.at + before.value.length;
  return spliced(text, { at: end, length: 0 }, before === undefined ? item : `,${item}`);
}

/** A row's text without the field or the item at a path, and without the comma that is one too many then. */
export function without(text: string, path: Path): string {
  const key = path.at(-1);
  const holder = locate(text, path.slice(0, -1));
  if (key === undefined || holder === null) return text;
  const parts = [...partsOf(text, holder.at)];
  const index = parts.findLastIndex((part) => part.key === key);
  return withoutPart(text, parts, index);
}

/** A row's text without the field whose name stands at a place, of several of one name that one. */
export function withoutNamed(text: string, path: Path, name: Place): string {
  const holder = locate(text, path.slice(0, -1));
  if (holder === null) return text;
  const parts = [...partsOf(text, holder.at)];
  return withoutPart(
    text,
    parts,
    parts.findIndex((part) => part.name.at === name.at),
  );
}

/** A row's text with the list at a path ending after so many items. */
export function cutTo(text: string, path: Path, count: number): string {
  const holder = locate(text, path);
  if (holder === null) return text;
  const parts = [...partsOf(text, holder.at)];
  const [last, from] = [parts.at(-1), parts[count]];
  if (last === undefined || from === undefined) return text;
  const before = parts[count - 1];
  const start = before === undefined ? from.value.at : before.value.at + before.value.length;
  return spliced(text, { at: start, length: last.value.at + last.value.length - start }, "");
}

/** A row's text with an item of the list at a path moved to another place in it. */
export function moved(text: string, path: Path, from: number, to: number): string {
  const item = locate(text, [...path, from]);
  if (item === null) return text;
  const value = text.slice(item.at, item.at + item.length);
  const rest = without(text, [...path, from]);
  const target = locate(rest, [...path, to]);
  return target === null ? text : spliced(rest, { at: target.at, length: 0 }, `${value},`);
}

function withoutPart(text: string, parts: readonly { name: Place; value: Place }[], index: number): string {
  const [part, before, after] = [parts[index], parts[index - 1], parts[index + 1]];
  if (part === undefined) return text;
  const start =
    after === undefined && before !== undefined ? before.value.at + before.value.length : part.name.at;
  const end = after === undefined ? part.value.at + part.value.length : after.name.at;
  return spliced(text, { at: start, length: end - start }, "");
}
