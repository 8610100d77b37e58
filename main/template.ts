const place = /\{\{\s*([^{}\s][^{}]{0,199}?)\s*\}\}/g;

/** The names of the variables a template wants, in the order they first come. */
export const variablesOf = (template: string): string[] => [
  ...new Set([...template.matchAll(place)].map(([, name = ""]) => name)),
];

/** Puts values into the `{{name}}` places. A value's own braces are text; a place without a value stays as it is. */
export const fillTemplate = (template: string, values: ReadonlyMap<string, string>): string =>
  template.replace(place, (whole, name: string) => values.get(name) ?? whole);
