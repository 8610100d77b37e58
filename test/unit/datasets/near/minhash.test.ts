import { describe, expect, it } from "vitest";
import { resemblance, signatureOf, signatureOfRow } from "../../../../main/datasets/near/minhash.ts";
import { shinglesOf } from "../../../../main/datasets/near/shingles.ts";
import { seededRandom } from "../../../../main/statistics/random.ts";

/** The share of five-word shingles that both texts have, counted. */
function jaccard(one: string[], other: string[]): number {
  const of = (words: string[]) => new Set(words.slice(4).map((_, at) => words.slice(at, at + 5).join(" ")));
  const [first, second] = [of(one), of(other)];
  const both = [...first].filter((shingle) => second.has(shingle)).length;
  return both / (first.size + second.size - both);
}

const signature = (text: string) => signatureOf(shinglesOf([text])) ?? new Uint32Array(64);

describe("a signature", () => {
  it("estimates how alike two texts are", () => {
    const random = seededRandom(7);
    const word = () => `w${Math.floor(random() * 5_000)}`;
    let squares = 0;
    const pairs = 200;
    for (let pair = 0; pair < pairs; pair += 1) {
      const one = Array.from({ length: 60 + Math.floor(random() * 200) }, word);
      const changes = Math.floor(random() * 12);
      const other = [...one];
      for (let change = 0; change < changes; change += 1) other[Math.floor(random() * other.length)] = word();
      const error = resemblance(signature(one.join(" ")), signature(other.join(" "))) - jaccard(one, other);
      // Three standard errors of the worst case are 0.1875; of 200 pairs a few may be beyond that.
      expect(Math.abs(error)).toBeLessThan(0.25);
      squares += error ** 2;
    }
    expect(Math.sqrt(squares / pairs)).toBeLessThan(1 / 16);
  });

  it("is the same every time, and of the same numbers in every process", () => {
    expect([...signature("the same text as before").slice(0, 3)]).toEqual([
      3_800_241_749, 1_490_634_717, 2_406_369_364,
    ]);
    expect(signature("the same text as before")).toEqual(signature("The same text, as before!"));
    expect(resemblance(signature("the same text as before"), signature("quite another one than that"))).toBe(
      0,
    );
    expect(signature("the same text as before")).toHaveLength(64);
  });

  it("is none without words", () => {
    expect(signatureOf(shinglesOf(["…"]))).toBeNull();
    expect(signatureOfRow({ messages: [] })).toBeNull();
  });

  it.each([
    [
      "Chinese",
      "今天早上我去市场买了一些新鲜的蔬菜和水果然后回家做了一顿丰盛的午餐给家人吃",
      "，大家都很高兴",
    ],
    ["Thai", "เมื่อเช้านี้ฉันไปตลาดเพื่อซื้อผักและผลไม้สดแล้วกลับบ้านมาทำอาหารกลางวันให้ครอบครัว", "ค่ะ"],
  ])("finds near-duplicates in %s", (_, text, more) => {
    expect(resemblance(signature(text), signature(text + more))).toBeGreaterThan(0.65);
    expect(resemblance(signature(text), signature([...text].reverse().join("")))).toBeLessThan(0.1);
  });

  it("of a row does not depend on instructions that all rows share", () => {
    const system = { role: "system", content: "You are the assistant of a shop. ".repeat(40) };
    const row = (question: string, answer: string) =>
      signatureOfRow({
        messages: [system, { role: "user", content: question }, { role: "assistant", content: answer }],
      }) ?? new Uint32Array(64);
    expect(
      resemblance(row("Where is my parcel?", "On its way."), row("Can I pay by card?", "Yes, you can.")),
    ).toBe(0);
  });
});
