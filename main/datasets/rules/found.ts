import { locate, type Place } from "./locate.ts";
import type { Path } from "./path.ts";
import type { RuleName } from "./rule.ts";

/** Findings of one row that are kept. More say nothing new, and a row can have as many as it has characters. */
const findingLimit = 200;

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

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Notes a fault at a path; what the path leads to need not exist: then it stands at what would hold it. `place` says
   * where within it, or that the field's name is meant.
   */
  add(rule: RuleName, path: Path, parameters: Record<string, string> = {}, place?: Place | "name"): void {
    if (this.all.length >= findingLimit) return;
    const { at, length } = typeof place === "object" ? place : this.#placeOf(path, place === "name");
    this.all.push({ rule, path, parameters, at, length });
  }

  #placeOf(path: Path, key: boolean): Place {
    for (let steps = path.length; steps > 0; steps -= 1) {
      const place = locate(this.#text, path.slice(0, steps), { key: key && steps === path.length });
      if (place !== null) return place;
    }
    return { at: 0, length: this.#text.length };
  }
}
