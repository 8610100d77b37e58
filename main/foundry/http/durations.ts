/** What is longer is no wait that anybody meant. Quotas renew by the month at most (API Management, "quota" policy). */
export const longestWait = 31 * 86_400_000;

const number = String.raw`\d[\d,]*(?:\.\d+)?`;
const numberOf = (text: string): number => Number(text.replaceAll(",", ""));
/** Milliseconds of each unit, by how it is written. */
const units: [string, number][] = [
  ["d(?:ays?)?", 86_400_000],
  ["h(?:ours?|rs?)?", 3_600_000],
  ["m(?:in(?:ute)?s?)?", 60_000],
  ["s(?:ec(?:ond)?s?)?", 1000],
  ["ms(?:ecs?)?|milliseconds?", 1],
];
const part = `${number} ?-?(?:${units.map(([written]) => written).join("|")})(?![a-z])`;
/** `6m0s`, `1 hour and 5 minutes`. */
const parts = `${part}(?:(?:,? and |, ?| )?${part})*`;
/** `02:03:11`, or `1.02:03:11` with days (.NET's time spans, as API Management writes them). */
const span = String.raw`(?:\d+\.)?\d{1,2}:\d{2}:\d{2}(?:\.\d+)?`;
const whole = new RegExp(`^(?:${span}|${parts})$`, "i");

/**
 * Milliseconds of a duration such as `45s`, `6m0s`, `320ms`, `1 hour and 5 minutes`, `1.02:03:11` or `PT1M30S`; null for
 * anything else.
 */
export function durationOf(said: string): number | null {
  const text = said.replace(/^PT(?=\d)/i, "");
  if (!whole.test(text)) return null;
  const clock = /^(?:(\d+)\.)?(\d+):(\d+):(.+)$/.exec(text);
  const counts = clock
    ? clock.slice(1).map((count, index) => numberOf(count ?? "0") * (units[index]?.[1] ?? 0))
    : [...text.matchAll(new RegExp(`(${number}) ?-?([a-z]+)`, "gi"))].map(
        ([, count = "", name = ""]) => numberOf(count) * millisecondsOf(name),
      );
  return counts.reduce((sum, one) => sum + one, 0);
}

const millisecondsOf = (name: string): number =>
  units.find(([written]) => new RegExp(`^(?:${written})$`, "i").test(name))?.[1] ?? 0;

/** What stands before a wait in a sentence, such as `Please retry after` or `Quota will be replenished in`. */
const lead = String.raw`\b(?:retry|again|wait|replenished|renew(?:s|ed)?|reset|resets|available)\b[^.;\d]{0,40}`;
/** What stands after `at` is a time of day. */
const inMessage = new RegExp(`${lead}(?<!\\w|\\bat )(${span}|${parts})`, "i");
/** Without a unit it is seconds, as in the header; some name the unit before it. */
const bareInMessage = new RegExp(
  `\\b(?:retry|again)[ _-]?(?:after|in)(?:[ _]?\\(?sec(?:ond)?s\\)?)?["']?[:=]? ?(${number})(?![\\w.,]*\\w| ?[%:/a-z])`,
  "i",
);

/**
 * Milliseconds that a message asks to wait: `Please retry after 45 seconds`, `try again in 6m0s`, `Quota will be
 * replenished in 1.02:03:11`. Null where it does not say, or says what is too long to be meant.
 */
export function durationIn(message: string): number | null {
  const [, said] = inMessage.exec(message) ?? [];
  const [, bare] = bareInMessage.exec(message) ?? [];
  const wait = said !== undefined ? durationOf(said) : bare !== undefined ? numberOf(bare) * 1000 : null;
  return wait !== null && wait <= longestWait ? wait : null;
}
