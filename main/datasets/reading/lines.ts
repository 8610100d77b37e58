import { mainStrings } from "../../../preload/strings/main.ts";
import { refusedLine } from "../refused.ts";

/** Characters (UTF-16 code units) of one line, or of one element of a JSON array. */
export const lineLimit = 64 * 1024 * 1024;

/** Takes a text piece by piece, and its end. */
export interface Cutter {
  piece(text: string): void;
  end(): void;
}

/**
 * Cuts a text that arrives piece by piece into lines, at LF, CR LF and CR; U+2028 and the like are part of a line. The
 * lines are counted from 1, also those with nothing in them. `piece` takes the next piece, which cuts no CR LF, and calls `onLine` for each
 * line that is complete; `end` does so for the last. Throws `dataset_bad_line` for a line of more than 64 Mi characters
 * before it is put together.
 */
export function lineCutter(onLine: (line: string, number: number) => void): Cutter {
  let begun: string[] = [];
  let length = 0;
  let number = 1;
  const whole = (rest: string): string => {
    if (length === 0) return rest;
    const line = [...begun, rest].join("");
    begun = [];
    length = 0;
    return line;
  };
  const give = (rest: string) => {
    if (length + rest.length > lineLimit) throw refusedLine(number, mainStrings.datasets.tooLong);
    onLine(whole(rest), number);
    number += 1;
  };
  return {
    piece: (text) => {
      let from = 0;
      let feed = text.indexOf("\n");
      let carriage = text.indexOf("\r");
      while (feed >= 0 || carriage >= 0) {
        const end = feed < 0 || (carriage >= 0 && carriage < feed) ? carriage : feed;
        give(text.slice(from, end));
        from = end === carriage && feed === end + 1 ? end + 2 : end + 1;
        if (feed >= 0 && feed < from) feed = text.indexOf("\n", from);
        if (carriage >= 0 && carriage < from) carriage = text.indexOf("\r", from);
      }
      if (from < text.length) {
        begun.push(text.slice(from));
        length += text.length - from;
      }
      if (length > lineLimit) throw refusedLine(number, mainStrings.datasets.tooLong);
    },
    end: () => {
      if (length > 0) give("");
    },
  };
}
