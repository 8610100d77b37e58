/** Words for how full a context window will be. */
export const contextFill = {
  title: "Context window",
  about: "About {tokens} of {context} tokens",
  aboutOpen: "About {tokens} tokens",
  counted: "{tokens} of {context} tokens",
  countedOpen: "{tokens} tokens",
  /** Of the model with the smallest window among several. */
  smallest: "About {tokens} of the {context} tokens that {name} can read",
  unseen: { one: "and one picture or document", other: "and {count} pictures or documents" },
  full: "Little room is left for the answer: it may be cut short.",
  over: "This is more than the model can read at once, so the service may refuse it. Shorten it, or begin a new conversation.",
  count: "Count exactly",
  counting: "Counting …",
  countHint: "Sends all this to {name}, which counts it and answers nothing.",
};
