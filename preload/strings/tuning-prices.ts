/** Words for what training and hosting cost a unit, and for setting a price where none is listed. */
export const tuningPrices = {
  none: "Unknown",
  tokens: "{price} per million tokens, {from}",
  hour: "{price} per hour, {from}",
  typed: "set on {date}",
  listed: "list price of {date}",
  set: "set a price",
  change: "change the price",
  title: {
    tokens: "Training price of {model}",
    hour: "Training price of {model}",
    hosting: "Hosting price of {model}",
  },
  label: {
    tokens: "Price per million tokens",
    hour: "Price per hour of training",
    hosting: "Price per hour of hosting",
  },
} as const;
