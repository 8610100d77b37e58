import { describe, expect, it } from "vitest";
import { findInText, masked } from "../../../../../main/datasets/rules/contents/all.ts";
import { personalRules } from "../../../../../main/datasets/rules/contents/personal.ts";
import { growsInProportion } from "../../growth.ts";

const found = (text: string) =>
  findInText(text, personalRules).map(({ rule, at, length }) => [
    rule.replace("personal_", ""),
    text.slice(at, at + length),
  ]);

describe("personal data", () => {
  it.each([
    ["email", "ada.lovelace+notes@analytical-engine.co.uk"],
    ["email", "o_k@sub.domain.museum"],
    // SWIFT's and Wikipedia's examples of IBANs.
    ["iban", "GB82 WEST 1234 5698 7654 32"],
    ["iban", "DE89370400440532013000"],
    ["iban", "FR1420041010050500013M02606"],
    ["iban", "NO93 8601 1117 947"],
    ["iban", "MT84MALT011000012345MTLCAST001S"],
    // Numbers that the networks and Stripe publish for tests.
    ["card", "4242 4242 4242 4242"],
    ["card", "5555-5555-5555-4444"],
    ["card", "378282246310005"],
    ["card", "3782 822463 10005"],
    ["card", "6011111111111117"],
    ["card", "3530111333300000"],
    ["card", "2223003122003222"],
    ["us_ssn", "536-90-4399"],
    ["uk_nino", "AB 12 34 56 C"],
    ["uk_nino", "JG103759A"],
    ["german_tax", "36 574 261 809"],
    ["french_nir", "2 95 10 99 126 111 93"],
    ["spanish_id", "54362315K"],
    ["spanish_id", "X-2482300W"],
    ["phone", "+49 30 901820"],
    ["phone", "+1 (415) 867-5309"],
    ["phone", "+447911123456"],
    ["phone", "+33 1 44 55 66 77"],
    ["us_phone", "(415) 867-5309"],
    ["us_phone", "212-736-5000"],
    ["ip4", "93.184.216.34"],
    ["ip4", "100.128.7.9"],
    ["ip6", "2a00:1450:4001:81b::200e"],
    ["mac", "3c:5a:b4:88:10:fe"],
  ])("of the kind %s is found: %s", (kind, text) => {
    expect(found(text)).toEqual([[kind, text]]);
    expect(found(`Write to ${text}, please.`)).toEqual([[kind, text]]);
  });

  it.each([
    "AD12 0001 2030 2003 5910 0100",
    "AZ21 NABZ 0000 0000 1370 1000 1944",
    "BR18 0036 0305 0000 1000 9795 493C 1",
    "CH93 0076 2011 6238 5295 7",
    "EG38 0019 0005 0000 0000 2631 8000 2",
    "IT60 X054 2811 1010 0000 0123 456",
    "JO94 CBJO 0010 0000 0000 0131 0003 02",
    "KZ86 125K ZT50 0410 0100",
    "LC55 HEMM 0001 0001 0012 0012 0002 3015",
    "LI21 0881 0000 2324 013A A",
    "MU17 BOMM 0101 1010 3030 0200 000M UR",
    "NL91 ABNA 0417 1643 00",
    "PL61 1090 1014 0000 0712 1981 2874",
    "SC18 SSCB 1101 0000 0000 0000 1497 USD",
    "SM86 U032 2509 8000 0000 0270 100",
    "TR33 0006 1005 1978 6457 8413 26",
    "VG96 VPVG 0000 0123 4567 8901",
    "XK05 1212 0123 4567 8906",
  ])("of the kind iban is found as the registry shows it: %s", (text) => {
    expect(found(`${text} AND MORE`)).toEqual([["iban", text]]);
    expect(found(text.replaceAll(" ", ""))).toEqual([["iban", text.replaceAll(" ", "")]]);
    expect(found(text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)))).toEqual([]);
  });

  it("of a passport is found by the check digits of its second line", () => {
    const [first, second] = [
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
      "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];
    expect(found(`${first}\n${second}`)).toEqual([["passport", `${first}\n${second}`]]);
    expect(found(second)).toEqual([["passport", second]]);
    expect(found(second.replace("7408122", "7408123"))).toEqual([]);
  });

  it("beside a word that names it is found without groups", () => {
    expect(found("Steuer-ID: 36574261809")).toEqual([["german_tax", "36574261809"]]);
    expect(found("Order 36574261809")).toEqual([]);
  });

  it.each([
    ["a mailbox of nobody", "someone@example.com, a@b.test, x@mail.example, root@localhost"],
    ["a program's mailbox", "git@github.com:owner/name.git, noreply@contoso.com"],
    ["a decorator or a handle", "@media print, @ada, user@host"],
    ["a wrong check digit", "GB82 WEST 1234 5698 7654 33, 4242 4242 4242 4241, 36 574 261 890, 54362315A"],
    ["another group of digits", "42 42 42 42 42 42 42 42, 1234567890123, 0000 0000 0000 0000"],
    [
      "a number that is never given",
      "000-12-3456, 666-12-3456, 900-12-3456, 123-00-4567, 078-05-1120, QQ123456C",
    ],
    ["a date or a time", "2026-09-30T12:34:56Z, 12.11.2024, 1727697600000, 20260930"],
    ["a version", "v1.2.3.4, version 10.0.19041.388, Release 93.184.216.34"],
    ["an address of no person", "10.1.2.3, 192.168.178.1, 127.0.0.1, 203.0.113.7, 8.8.8.8, 255.255.255.0"],
    ["no address", "256.1.1.1, 1.2.3.4.5, 01.02.03.04, 2001:db8::1, fe80::1, ::1, 2023:10:11"],
    ["fiction", "(212) 555-0143, +1 212 555 0143"],
    ["a sum", "1+12345678, x=+1234567890, +999 123 456 789"],
    ["an identifier", "550e8400-e29b-41d4-a716-446655440000, ISBN 978-3-16-148410-0, 3.14159265358979"],
    ["an empty address", "00:00:00:00:00:00, FF:FF:FF:FF:FF:FF"],
  ])("is not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("is found beside digits and letters that are something else", () => {
    expect(found("Order 12 4242 4242 4242 4242 12 pieces")).toEqual([["card", "4242 4242 4242 4242"]]);
    expect(found("IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF")).toEqual([
      ["iban", "DE89 3704 0044 0532 0130 00"],
    ]);
  });

  it("is told only in a shortened form, and replaced by a placeholder", () => {
    const text = "From ada@contoso.com to +49 30 901820.";
    const all = findInText(text, personalRules);
    expect(all.map(({ parameters }) => parameters.shown)).toEqual(["…om", "+…20"]);
    expect(all.toReversed().reduce(masked, text)).toBe("From [email] to [phone].");
  });

  it.each(personalRules.map((rule) => [rule.facts.rule, rule] as const))(
    "%s takes time in proportion to the text",
    (_, rule) => {
      const worst = [
        "a",
        "1",
        "1 ",
        "a@",
        "a.",
        "a@a.",
        "A1",
        "GB82",
        "P<",
        "<",
        "+1",
        "+1(",
        "1-",
        "f:",
        "1.",
        "2a00:",
        "00:",
      ];
      for (const piece of worst) {
        expect(
          growsInProportion((text) => rule.find(text), piece),
          piece,
        ).toBe(true);
      }
    },
  );
});
