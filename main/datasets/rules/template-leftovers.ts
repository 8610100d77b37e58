const place = /\{\{\s{0,4}[\p{L}_][\p{L}\p{N}_.-]{0,80}\s{0,4}\}\}/u;

/** The first place of a template that nothing was put into, such as `{{name}}`; null where there is none. */
export const leftoverIn = (text: string): string | null => place.exec(text)?.[0] ?? null;
