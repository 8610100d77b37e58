import { locate, type Place } from "../../../preload/row-text/locate.ts";
import type { Path } from "../../../preload/row-text/path.ts";
import type { RuleName } from "./rule.ts";

/** Findings of one row that are kept. More say nothing new, and a row can have as many as it has characters. */
const findingLimit = 100;

/** What was found, before its rule's facts are put to it. */
export interface Found extends Place {
  rule: RuleName;
  path: Path;
  parameters: Record<string, string>;
}

/** Where the checks of one row put what they find. A path is made only when there is something to find. */
export class RowFindings {
  readonly all: Found[] = [];
  readonly #text: string;
  /** Where the fields of the row are that were looked for. */
  #fields: Map<string | number, Place | null> | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether nothing more is kept. */
  get isFull(): boolean {
    return this.all.length >= findingLimit;
  }

  /**
   * Notes a fault at a path; what the path leads to need not exist: then it stands at what would hold it. `place` says
   * where within it, or that the field's name is meant.
   */
  add(rule: RuleName, path: Path, parameters: Record<string, string> = {}, place?: Place | "name"): void {
    if (this.isFull) return;
    const { at, length } = typeof place === "object" ? place : this.#placeOf(path, place === "name");
    this.all.push({ rule, path, parameters, at, length });
  }

  #placeOf(path: Path, key: boolean): Place {
    for (let steps = path.length; steps > 0; steps -= 1) {
      const isName = key && steps === path.length;
      const place =
        steps === 1 ? this.#locate(path, isName) : this.#locateWithin(path.slice(0, steps), isName);
      if (place !== null) return place;
    }
    return { at: 0, length: this.#text.length };
  }

  #locate([first]: Path, key: boolean): Place | null {
    return first === undefined ? null : locate(this.#text, [first], { key });
  }

  #locateWithin([first, ...rest]: Path, key: boolean): Place | null {
    if (first === undefined) return null;
    // Nearly all that is found is in one list, which would be gone through again for each.
    this.#fields ??= new Map();
    let from = this.#fields.get(first);
    if (from === undefined) {
      from = this.#locate([first], false);
      this.#fields.set(first, from);
    }
    return from && locate(this.#text, rest, { key, from });
  }
}
