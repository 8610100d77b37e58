import { mainStrings } from "../../../preload/strings/main.ts";
import { refusedLine } from "../refused.ts";
import { type Cutter, lineLimit } from "./lines.ts";

/** Takes an element as it stands in the file, and the line it begins at, counted from 1. */
type OnElement = (text: string, line: number) => void;

/** Names under which an object holds the rows of a file. */
export const rowsNames: readonly string[] = [
  "data",
  "rows",
  "examples",
  "samples",
  "records",
  "items",
  "entries",
  "train",
  "training",
  "training_data",
  "dataset",
];

/**
 * Cuts JSON that arrives piece by piece into its elements, without reading them: those of the array it is, those of the
 * array under `rowsName` where it is an object, or, with neither, or with `isOne`, the values that stand one after the other. What is
 * behind such an array is left out in an object, and is one more element elsewhere. Broken JSON ends where its brackets
 * do. Throws `dataset_bad_line` for an element of more than 64 Mi characters before it is put together.
 */
export function elementCutter(rowsName: string | null, onElement: OnElement, isOne = false): Cutter {
  /** Brackets around the elements: none, those of the array, or those of the object and of the array in it. */
  let base = 0;
  let place: "before" | "inside" | "after" = "before";
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  let line = 1;
  let lastUnit = 0;
  /** Of the element that has begun: its pieces, and their length; null between elements. */
  let begun: string[] | null = null;
  let length = 0;
  let begunAt = 1;
  /** The last name in the outer object, and whether it is being read. */
  let name = "";

  const end = (rest: string) => {
    if (begun === null) return;
    const text = [...begun, rest].join("").trim();
    begun = null;
    length = 0;
    if (text !== "") onElement(text, begunAt);
  };
  const begin = () => {
    begun = [];
    length = 0;
    begunAt = line;
  };

  const piece = (text: string) => {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 0x0a ? lastUnit !== 0x0d : unit === 0x0d) line += 1;
      lastUnit = unit;
      if (isString) {
        if (isEscaped) isEscaped = false;
        else if (unit === 0x5c) isEscaped = true;
        else if (unit === 0x22) isString = false;
        if (isString && begun === null && rowsName !== null && depth === 1 && name.length < 100)
          name += text[at];
        continue;
      }
      if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) continue;
      if (place === "before") {
        if (rowsName === null) {
          place = "inside";
          if (unit === 0x5b && !isOne) {
            base = depth = 1;
            continue;
          }
        } else {
          if (unit === 0x22) {
            isString = true;
            if (depth === 1) name = "";
          } else if (unit === 0x5b && depth === 1 && name === rowsName) {
            base = depth = 2;
            place = "inside";
          } else if (unit === 0x5b || unit === 0x7b) depth += 1;
          else if (unit === 0x5d || unit === 0x7d) depth -= 1;
          continue;
        }
      }
      if (place === "after" && rowsName !== null) continue;
      if (unit === 0x2c && depth <= base && base > 0 && place === "inside") {
        end(text.slice(from, at));
        continue;
      }
      if ((unit === 0x5d || unit === 0x7d) && depth <= base && base > 0 && place === "inside") {
        end(text.slice(from, at));
        place = "after";
        base = depth = 0;
        continue;
      }
      if (begun === null) {
        begin();
        from = at;
      }
      if (unit === 0x22) isString = true;
      else if (unit === 0x5b || unit === 0x7b) depth += 1;
      else if (unit === 0x5d || unit === 0x7d) {
        depth -= 1;
        if (depth <= 0 && base === 0) {
          depth = 0;
          end(text.slice(from, at + 1));
        }
      }
    }
    if (begun === null) return;
    const open: string[] = begun;
    open.push(text.slice(from));
    length += text.length - from;
    if (length > lineLimit) throw refusedLine(begunAt, mainStrings.datasets.tooLong);
  };
  return { piece, end: () => end("") };
}
