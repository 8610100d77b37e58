import { fill } from "./fill.ts";
import { listed } from "./listed.ts";

const words = {
  needs: "Needs {what}",
  things: {
    tokens: "a token count",
    epochs: "the number of epochs",
    hours: "the hours it takes",
    price: "a price",
  },
};

/** What is missing before a cost can be told, of these things. */
export const needsText = (known: { [Thing in keyof typeof words.things]?: unknown }): string => {
  const missing = Object.entries(words.things).filter(
    ([thing]) => known[thing as keyof typeof known] === null,
  );
  return fill(words.needs, { what: listed(missing.map(([, word]) => word)) });
};
