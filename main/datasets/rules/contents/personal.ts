import { isIPv6 } from "node:net";
import type { Evidence } from "../../../../preload/contract/dataset-rules.ts";
import { isLuhn, isMod11And10, restOf, travelDigit, ungrouped } from "./check-digits.ts";
import { ibanLengths } from "./iban-lengths.ts";
import { type ContentRule, type Pattern, patternRule } from "./rule.ts";

/**
 * How the thing is written is known; that it matters in training data is what people report: dense personal data trips
 * the service's filter.
 */
const reported = (specification: string): Evidence => ({
  kind: "guessed",
  source: `${specification}; reports of fine-tuning jobs refused for dense personal data`,
  date: "2026-09",
});

/** Names under RFC 2606 and RFC 6761 that are nobody's. */
const nobodys =
  /(?:^|[@.])(?:example\.(?:com|net|org)|(?:[a-z0-9-]{1,63}\.)?(?:example|test|invalid|localhost|local))$/i;
/** Mailboxes of programs. */
const programs = /^(?:no-?reply|do-?not-?reply|git|mailer-daemon)@/i;

/** Country codes of telephone numbers by their first digits (ITU-T E.164, list of assigned codes). */
const countryCodes =
  /^(?:1[2-9]|7[3-9]|2(?:0|7|[1-69]\d)|3(?:[0-469]|[578]\d)|4(?:[013-9]|2[013])|5(?:[1-8]|0\d|9\d)|6(?:[0-6]|[789]\d)|8(?:[1246]|[058]\d)|9(?:[0-58]|6[0-8]|7[0-7]|9[2-68]))/;

/** Numbers of North America for use in fiction: 555-0100 to 555-0199. */
const fiction = /^\+?1?\d{3}55501\d\d$/;

function isPhone(match: string): boolean {
  const digits = ungrouped(match).replace("+", "");
  return digits.length >= 8 && digits.length <= 15 && countryCodes.test(digits) && !fiction.test(digits);
}

/** The first digits and lengths of payment cards (ISO/IEC 7812, the networks' published ranges). */
const cards =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17})$/;
/** How they are grouped, if they are. */
const cardGroups = /^(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{4,5})(?!\d)/;

/** How many characters of what begins like a card's number are one. */
function cardLength(match: string): number | false {
  const card = cardGroups.exec(match)?.[0] ?? "";
  const digits = ungrouped(card);
  return cards.test(digits) && isLuhn(digits) ? card.length : false;
}

/** How many characters of what begins like an IBAN are one. */
function ibanLength(match: string): number | false {
  const length = ibanLengths.get(match.slice(0, 2)) ?? 0;
  let end = 0;
  for (let seen = 0; end < match.length && seen < length; end += 1) if (match[end] !== " ") seen += 1;
  const iban = ungrouped(match.slice(0, end));
  const isWhole = iban.length === length && length > 0 && !/[A-Z0-9]/.test(match[end] ?? " ");
  return isWhole && restOf(iban.slice(4) + iban.slice(0, 4), 97) === 1 ? end : false;
}

/** Numbers that were printed in advertisements and are nobody's (Social Security Administration). */
const printedNumbers = new Set(["078-05-1120", "219-09-9999"]);

/** Prefixes of National Insurance numbers that are never given (HMRC, NIM39110). */
const neverGiven = /^(?:BG|GB|KN|NK|NT|TN|ZZ)/i;

const taxWords = /(?:steuer|id-?nr|identifikationsn|tax\s?id|\btin\b)[^\d]{0,32}$/i;

/** Of a German tax number's first ten digits exactly one comes twice or three times (§ 139b AO; BZSt). */
function isGermanTaxId(match: string, before: string): boolean {
  const digits = ungrouped(match);
  if (match === digits && !taxWords.test(before)) return false;
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3 && isMod11And10(digits);
}

function isFrenchNumber(match: string): boolean {
  const digits = ungrouped(match);
  return (restOf(digits.slice(0, 13), 97) + Number(digits.slice(13))) % 97 === 0;
}

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
function isSpanishNumber(match: string): boolean {
  const plain = ungrouped(match).toUpperCase();
  const digits = plain.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)));
  return spanishLetters[Number(digits) % 23] === plain.at(-1);
}

/** Addresses that belong to no connection of a person (IANA, special-purpose registry), and public name servers. */
const noPersons =
  /^(?:(?:0|10|127|22[4-9]|2[345]\d|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|192\.0\.[02]|198\.1[89]|198\.51\.100|203\.0\.113|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|(?:8\.8\.(?:8\.8|4\.4)|1\.[01]\.[01]\.1|9\.9\.9\.9)$)/;
const versionWords = /(?:\bv|version|release|build|firmware|update|section|chapter|§)[\s:.]{0,3}$/i;

function isPublicIp4(match: string, before: string): boolean {
  const isAddress = match.split(".").every((part) => Number(part) < 256 && (part === "0" || part[0] !== "0"));
  return isAddress && !noPersons.test(match) && !versionWords.test(before);
}

const isPublicIp6 = (match: string): boolean =>
  isIPv6(match) && /^[23][0-9a-f]{3}:/i.test(match) && !/^2001:0?db8:/i.test(match);

/** The second line of a passport's machine-readable zone with its check digits (ICAO 9303, part 4). */
function isPassportLine(match: string): boolean {
  const line = match.slice(-44);
  const fits = (from: number, to: number) => travelDigit(line.slice(from, to)) === Number(line[to]);
  return fits(0, 9) && fits(13, 19) && fits(21, 27);
}

/** What is taken for personal data, and by which pattern: the whole list. */
const patterns: Pattern[] = [
  {
    kind: "email",
    mask: "[email]",
    needs: ["@"],
    pattern:
      /(?<![\w.%+-])[A-Za-z0-9_][\w.%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w-])/g,
    check: (match) => !nobodys.test(match) && !programs.test(match),
    evidence: reported("RFC 5321"),
  },
  {
    kind: "iban",
    mask: "[iban]",
    pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}/g,
    check: ibanLength,
    evidence: reported("ISO 13616 with its check digits"),
  },
  {
    kind: "card",
    mask: "[card]",
    pattern: /(?<![\w.,+-])\d(?:[ -]?\d){12,18}(?![\w-])/g,
    check: cardLength,
    evidence: reported("ISO/IEC 7812 with its check digit"),
  },
  {
    kind: "passport",
    mask: "[passport]",
    needs: ["<"],
    pattern:
      /(?:(?<![A-Z0-9<])P[A-Z<][A-Z<]{42}\s{1,2})?(?<![A-Z0-9<])[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[\d<]\d(?![A-Z0-9<])/g,
    check: isPassportLine,
    evidence: reported("ICAO 9303 with its check digits"),
  },
  {
    kind: "us_ssn",
    mask: "[ssn]",
    needs: ["-"],
    pattern: /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g,
    check: (match) => !printedNumbers.has(match),
    evidence: reported("Social Security Administration, number randomization"),
  },
  {
    kind: "uk_nino",
    mask: "[nino]",
    pattern:
      /(?<![A-Za-z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z0-9])/g,
    check: (match) => !neverGiven.test(match),
    evidence: reported("HMRC, NIM39110"),
  },
  {
    kind: "german_tax",
    mask: "[tax id]",
    pattern: /(?<![\w.,+-])[1-9]\d(?: \d{3}){3}(?![\w-])|(?<![\w.,+-])[1-9]\d{10}(?![\w-])/g,
    check: isGermanTaxId,
    evidence: reported("ISO/IEC 7064, MOD 11,10"),
  },
  {
    kind: "french_nir",
    mask: "[nir]",
    pattern: /(?<![\w.,+-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\w-])/g,
    check: isFrenchNumber,
    evidence: reported("INSEE, with its control key"),
  },
  {
    kind: "spanish_id",
    mask: "[dni]",
    pattern: /(?<![\w.,+-])(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?![\w-])/g,
    check: isSpanishNumber,
    evidence: reported("Real Decreto 1553/2005, with its control letter"),
  },
  {
    kind: "phone",
    mask: "[phone]",
    needs: ["+"],
    pattern: /(?<![\w+=.])\+[1-9](?:[ .\-/]{0,1}\(?\d\)?){6,16}(?![\w])/g,
    check: isPhone,
    evidence: reported("ITU-T E.164"),
  },
  {
    kind: "us_phone",
    mask: "[phone]",
    needs: ["-"],
    pattern: /(?<![\w.+-])(?:1-)?(?:\([2-9]\d\d\) ?|[2-9]\d\d-)[2-9]\d\d-\d{4}(?![\w-])/g,
    check: (match) => !fiction.test(ungrouped(match)),
    evidence: reported("North American Numbering Plan"),
  },
  {
    kind: "ip4",
    mask: "[ip]",
    needs: ["."],
    pattern: /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g,
    check: isPublicIp4,
    evidence: reported("RFC 791, IANA special-purpose registry"),
  },
  {
    kind: "ip6",
    mask: "[ip]",
    needs: [":"],
    pattern: /(?<![\w:.])[23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]{2,34}(?![\w:])/g,
    check: isPublicIp6,
    evidence: reported("RFC 4291"),
  },
  {
    kind: "mac",
    mask: "[mac]",
    pattern: /(?<![\w:-])[0-9A-Fa-f]{2}(?<sign>[:-])(?:[0-9A-Fa-f]{2}\k<sign>){4}[0-9A-Fa-f]{2}(?![\w:-])/g,
    check: (match) => !/^(?:(?:00.){5}00|(?:ff.){5}ff)$/i.test(match),
    evidence: reported("IEEE 802, EUI-48"),
  },
];

/** Rules for personal data, by a list of patterns: what has another form, such as a name, is not found. */
export const personalRules: readonly ContentRule[] = patterns.map((pattern) =>
  patternRule("personal", pattern),
);
