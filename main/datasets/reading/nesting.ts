import { parseJson } from "../../foundry/json.ts";

/** Levels of lists and objects within each other. What writes JSON overflows where reading it does not. */
export const nestingLimit = 200;

/** Whether a text has lists and objects within each other deeper than the limit, whether it is JSON or not. */
export function isNestedTooDeeply(text: string): boolean {
  if (!hasManyBrackets(text)) return false;
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isString) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) isString = false;
    } else if (unit === 0x22) isString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > nestingLimit) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1;
  }
  return false;
}

/** Looks for no more brackets than there may be levels: most lines have few, and are not gone through by the letter. */
function hasManyBrackets(text: string): boolean {
  let found = 0;
  for (const bracket of ["{", "["])
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      found += 1;
      if (found > nestingLimit) return true;
    }
  return false;
}

/** What a text holds as JSON; undefined where it is none, or nested more deeply than anything goes into it. */
export const parsed = (text: string): unknown => (isNestedTooDeeply(text) ? undefined : parseJson(text));
