import { describe, expect, it } from "vitest";
import {
  createLanguageCounts,
  isMixed,
  languageOf,
  languagesOf,
} from "../../../../../main/datasets/rules/contents/languages.ts";
import { growsInProportion } from "../../growth.ts";

/** Article 1 of the Universal Declaration of Human Rights, in its official translations. */
const article: [language: string, text: string][] = [
  [
    "en",
    "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.",
  ],
  [
    "de",
    "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.",
  ],
  [
    "fr",
    "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.",
  ],
  [
    "es",
    "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros.",
  ],
  [
    "it",
    "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza.",
  ],
  [
    "pt",
    "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.",
  ],
  [
    "nl",
    "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen.",
  ],
  [
    "pl",
    "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa.",
  ],
  [
    "sv",
    "Alla människor är födda fria och lika i värde och rättigheter. De är utrustade med förnuft och samvete och bör handla gentemot varandra i en anda av broderskap.",
  ],
  [
    "tr",
    "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler. Bu bir ilke ve her insan için bir hak.",
  ],
  [
    "cs",
    "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a svědomím a mají spolu jednat v duchu bratrství. To je to, co se od nich čeká.",
  ],
  [
    "ro",
    "Toate ființele umane se nasc libere și egale în demnitate și în drepturi. Ele sunt înzestrate cu rațiune și conștiință și trebuie să se comporte unele față de altele în spiritul fraternității.",
  ],
  ["ru", "Все люди рождаются свободными и равными в своем достоинстве и правах."],
  ["uk", "Всі люди народжуються вільними і рівними у своїй гідності та правах."],
  ["zh", "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"],
  ["ja", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"],
  ["ko", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."],
  ["th", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"],
  ["ar", "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق."],
  ["he", "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם."],
  ["el", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."],
  ["hi", "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।"],
];
const textIn = (language: string) => article.find(([one]) => one === language)?.[1] ?? "";

describe("the language of a text", () => {
  it.each(article)("is known: %s", (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    ["en", "What is the capital of France?"],
    ["de", "Wie heißt die Hauptstadt von Frankreich und wo ist sie?"],
    ["fr", "Quelle est la capitale de la France ?"],
    ["es", "¿Cuál es la capital de Francia y por qué?"],
    ["it", "Qual è la capitale della Francia e perché non è Lione?"],
    ["pt", "Qual é a capital da França e por que não é Lyon?"],
    ["nl", "Wat is de hoofdstad van Frankrijk?"],
    ["pl", "Jaka jest stolica Francji i czy to jest duże miasto?"],
    ["sv", "Vad är huvudstaden i Frankrike och när blev den det?"],
  ])("is known of a short question: %s", (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    ["short", "OK, done."],
    ["a list of single letters", "v 1, v 2, s 3, a version k z o v, changes v 4, fixes v 5"],
    ["digits and signs", "12345 + 67890 = 80235 (!)"],
    ["code", "```\nfor the of and to in is that it for was on are\n```"],
    ["names", "Alexander Humboldt Goethe Schiller Beethoven Mozart"],
    [
      "two scripts",
      "Все люди рождаются свободными и равными во всём. Das ist nicht der Fall bei uns und das ist gut.",
    ],
    ["empty", ""],
  ])("is not told of what is %s", (_, text) => {
    expect(languageOf(text)).toBeNull();
  });

  it("of an explanation with code is that of the explanation", () => {
    expect(languageOf(`Das ist die Lösung für das Problem:\n\`\`\`js\nconst the = of.and(to)\n\`\`\``)).toBe(
      "de",
    );
  });

  it.each(["a", "a ", "the ", "`", "```", "http://", "字", "\ud800"])(
    "takes time in proportion to %s",
    (piece) => {
      expect(growsInProportion(languageOf, piece), piece).toBe(true);
    },
  );
});

describe("the languages of a row", () => {
  const row = (question: string, answer: string) => ({
    messages: [
      { role: "system", content: textIn("pl") },
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ],
  });

  it("are mixed where it is answered in another than it is asked", () => {
    expect(languagesOf(row(textIn("de"), textIn("de")))).toEqual({ question: "de", answer: "de", row: "de" });
    expect(isMixed(languagesOf(row(textIn("de"), textIn("de"))))).toBe(false);
    expect(isMixed(languagesOf(row(textIn("de"), textIn("en"))))).toBe(true);
    expect(isMixed(languagesOf(row(textIn("de"), "OK")))).toBe(false);
    expect(languagesOf({ question: textIn("fr") })).toEqual({ question: null, answer: null, row: "fr" });
  });

  it("stand out where fewer than one row in a hundred is in them", () => {
    const counts = createLanguageCounts();
    for (let row = 0; row < 996; row += 1) counts.add("en");
    for (let row = 0; row < 3; row += 1) counts.add("fr");
    for (let row = 0; row < 11; row += 1) counts.add("de");
    counts.add(null);
    expect(counts.counted()).toEqual([
      { language: "en", rows: 996 },
      { language: "de", rows: 11 },
      { language: "fr", rows: 3 },
    ]);
    expect(counts.rare()).toEqual(new Set(["fr"]));
    const few = createLanguageCounts();
    for (const language of ["en", "en", "fr"]) few.add(language);
    expect(few.rare()).toEqual(new Set());
  });
});
