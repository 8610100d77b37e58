import { seededRandom } from "../../../../main/sandbox/random.ts";

/** Rows for supervised training, made up by a seed: no two have the same prompt. */
export type Make = (seed: string, count: number) => { messages: { role: string; content: string }[] }[];

const names = [
  "Ada",
  "Bruno",
  "Chidi",
  "Dana",
  "Emre",
  "Farah",
  "Goran",
  "Hana",
  "Ines",
  "Jonas",
  "Kenji",
  "Lena",
] as const;
const families = [
  "Okafor",
  "Silva",
  "Tanaka",
  "Novak",
  "Larsen",
  "Haddad",
  "Moreau",
  "Rossi",
  "Kim",
  "Weiss",
] as const;
const cities = ["Lisbon", "Kyoto", "Oslo", "Lima", "Accra", "Turin", "Quito", "Perth"] as const;

const row = (prompt: string, answer: string) => ({
  messages: [
    { role: "user", content: prompt },
    { role: "assistant", content: answer },
  ],
});

const topics = {
  BILLING: ["invoice", "charged", "refund", "payment", "card"],
  SHIPPING: ["parcel", "courier", "delivery", "tracking", "late"],
  LOGIN: ["password", "account", "locked", "email", "reset"],
} as const;

/** Where a message belongs: by its words, a tenth of the answers wrong. */
const routing: Make = (seed, count) => {
  const random = seededRandom(`routing ${seed}`);
  const labels = Object.keys(topics) as [keyof typeof topics, ...(keyof typeof topics)[]];
  return Array.from({ length: count }, (_, number) => {
    const label = random.pick(labels);
    const [first, second] = [random.pick(topics[label]), random.pick(topics[label])];
    const openings = ["Hello,", "Hi there,", "Good day,", "Dear team,"] as const;
    const said = random.next() < 0.1 ? random.pick(labels) : label;
    return row(
      `${random.pick(openings)} this is ${random.pick(names)} from ${random.pick(cities)}. My ${first} and the ${second} of case ${number + 1000 + random.below(9)}${number} are a problem.`,
      said,
    );
  });
};

/** What is in a sentence, as JSON. */
const extraction: Make = (seed, count) => {
  const random = seededRandom(`extraction ${seed}`);
  return Array.from({ length: count }, (_, number) => {
    const [name, city] = [random.pick(names), random.pick(cities)];
    const order = `${number + 100}${random.below(1000)}`;
    const prompts = [
      `Order ${order} of ${name} goes to ${city}.`,
      `Please send ${name} the order ${order} to ${city} today.`,
      `To ${city}: parcel for ${name}, order ${order}.`,
    ] as const;
    return row(random.pick(prompts), `{"order":"${order}","name":"${name}","city":"${city}"}`);
  });
};

/** A tone: thanks, the name, the matter, a fixed end. */
const tone: Make = (seed, count) => {
  const random = seededRandom(`tone ${seed}`);
  const matters = ["lamp", "kettle", "desk", "chair", "radio", "mirror", "clock"] as const;
  return Array.from({ length: count }, (_, number) => {
    const [name, matter] = [`${random.pick(names)} ${random.pick(families)}`, random.pick(matters)];
    const prompts = [
      `I am ${name}. My ${matter} number ${number} broke.`,
      `My ${matter} broke again, item ${number}. Regards, ${name}`,
    ] as const;
    return row(random.pick(prompts), `Thanks, ${name}. We will replace the ${matter} by Friday. Ahoy!`);
  });
};

export const tasks = { routing, extraction, tone };
