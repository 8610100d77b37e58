/** Words of the strip below a comparison that shows its newest series. */
export const repeats = {
  title: "Repeats",
  run: "run {run} of {of}",
  warming: "warming up",
  waits: "{count} waiting, {time}",
  requests: "{done} of {of} requests",
  open: "All results",
  empty: "Nothing has ended yet.",
  leads: {
    firstToken: "{name} begins sooner than every other column.",
    total: "{name} is done sooner than every other column.",
    tokensPerSecond: "{name} writes faster than every other column.",
  },
  leadsSome: {
    firstToken: "{name} begins sooner than {count} of {of} others; from the rest no difference can be told.",
    total: "{name} is done sooner than {count} of {of} others; from the rest no difference can be told.",
    tokensPerSecond:
      "{name} writes faster than {count} of {of} others; from the rest no difference can be told.",
  },
} as const;
