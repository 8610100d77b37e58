/** A text for the window in which no line ends between a probability's name, its sign and its number: `p < 0.001`. */
export const unbroken = (text: string): string =>
  text.replace(/(?:\bp )?[<=] (?=\d)/g, (sign) => sign.replaceAll(" ", "\u00a0"));
