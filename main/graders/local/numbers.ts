/** Digits with commas, points, apostrophes or blanks in them; an exponent, or a fraction of whole numbers; a percent sign. */
const written =
  /(\d{1,3}(?:[ '\u2019\u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+(?:[.,]\d+)*)(?:([eE][+\-\u2212]?\d+)(?![\p{L}\p{N}])|\/(\d+)(?![\d/.,]))?([ \u00a0\u202f]?%)?/uy;

const digit = /[0-9]/g;

/** A number as programs write it, which most expected ones are. */
const plain = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** What a number does not follow: then it is part of a name (GPT4, v1.2). */
const nameSign = /[\p{L}\p{N}_]/u;
/** After these, a minus joins: 3-4, A-3, (2)-1. */
const joined = /[\p{L}\p{N}_)\]]/u;
const belowZero = "-\u2212\u2013";

/** A number in a text. A percent is what stands before its sign. */
export interface Numeral {
  value: number;
  isPercent: boolean;
}

/**
 * The numbers in a text as people and models write them, in their order. Where both a comma and a point stand in one, the
 * last of them is the decimal sign, the other groups thousands; a sign that comes twice groups. One comma before exactly
 * three digits groups (1,234), a point does not (1.234 is how programs write it), and neither does a comma after a leading
 * 0 (0,125). Blanks and apostrophes group by threes. 3/4 is a fraction.
 */
export function numbersIn(text: string): Numeral[] {
  if (plain.test(text)) return [{ value: Number(text), isPercent: false }];
  const numbers: Numeral[] = [];
  digit.lastIndex = 0;
  for (let next = digit.exec(text); next !== null; next = digit.exec(text)) {
    const at = next.index;
    const isPointed = (text[at - 1] === "." || text[at - 1] === ",") && !nameSign.test(text[at - 2] ?? "");
    const from = isPointed ? at - 1 : at;
    written.lastIndex = from;
    const found = written.exec(text);
    if (found === null) continue;
    digit.lastIndex = written.lastIndex;
    const before = text[from - 1] ?? "";
    if (before !== "" && nameSign.test(before)) continue;
    const value = numberOf(found);
    if (!Number.isFinite(value)) continue;
    const isNegative = before !== "" && belowZero.includes(before) && !joined.test(text[from - 2] ?? "");
    numbers.push({ value: isNegative ? -value : value, isPercent: found[4] !== undefined });
  }
  return numbers;
}

function numberOf([, digits = "", exponent, below]: RegExpExecArray): number {
  const size = sizeOf(digits);
  if (exponent !== undefined) return Number(`${size}e${exponent.slice(1).replace("\u2212", "-")}`);
  return below === undefined ? size : size / Number(below);
}

function sizeOf(digits: string): number {
  if (/^\d+$/.test(digits)) return Number(digits);
  const close = digits.replace(/[ '\u2019\u00a0\u202f\u2009]/g, "");
  const [comma, point] = [close.lastIndexOf(","), close.lastIndexOf(".")];
  if (comma < 0 && point < 0) return Number(close);
  const sign = comma > point ? "," : ".";
  const other = sign === "," ? "." : ",";
  const isTwice = close.indexOf(sign) !== close.lastIndexOf(sign);
  const isAlone = !close.includes(other);
  const groups = isTwice || (sign === "," && isAlone && /^[1-9]\d{0,2},\d{3}$/.test(close));
  if (groups) return Number(close.replaceAll(sign, "").replaceAll(other, isTwice && !isAlone ? "." : ""));
  return Number(close.replaceAll(other, "").replace(sign, "."));
}
