import { readFileSync } from "node:fs";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect, it } from "vitest";
import { estimatedBeginning, estimatedMessage } from "../../../preload/estimated-tokens.ts";

/** Without what is around a message. */
const estimated = (text: string) => estimatedMessage([text]) - estimatedMessage([]);

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** The beginning of the Universal Declaration of Human Rights, of which there are many translations. */
const texts: Record<string, string> = {
  prose: file("README.md"),
  code: file("main/foundry/chat/chat.ts"),
  styles: file("renderer/chat/chat.css"),
  json: file("package.json"),
  numbers: Array.from({ length: 200 }, (_, at) => `${at * 37},${(at * 1.618).toFixed(3)}`).join("\n"),
  german:
    "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.",
  french:
    "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.",
  russian:
    "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.",
  greek:
    "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με λογική και συνείδηση.",
  arabic:
    "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل بعضهم بعضًا بروح الإخاء.",
  hindi:
    "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है।",
  chinese: "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。",
  japanese:
    "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。",
  korean:
    "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
};

it.each(Object.keys(texts))("is within a fifth of what is counted: %s", (name) => {
  const text = texts[name] ?? "";
  const ratio = estimated(text) / countTokens(text, { disallowedSpecial: new Set() });
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.2);
});

it("takes time that grows with the text only, whatever is in it", () => {
  const begun = performance.now();
  for (const piece of ["a", " ", "\n", "!", "好", "1", "\u0301"]) estimated(piece.repeat(1_000_000));
  expect(performance.now() - begun).toBeLessThan(3000);
});

it("counts what stands before the first message", () => {
  expect(estimatedBeginning("", {})).toBe(0);
  const alone = estimatedBeginning("Be brief.", {});
  expect(estimatedBeginning("Be brief.", { tools: `[{"name":"f"}]`, jsonSchema: "{}" })).toBeGreaterThan(
    alone + 5,
  );
});
