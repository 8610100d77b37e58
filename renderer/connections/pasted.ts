/** What was pasted or dropped into the field for an endpoint, taken apart. */
export interface Pasted {
  /** The key in it, or null. */
  key: string | null;
  /** The header the key is sent in there, where it is another than the service's own. */
  header: string | null;
  /** The rest, in which no secret is readable any more. */
  rest: string;
}

/** What stands for a key in another place: a variable, a call, or a word to be replaced. */
const reference = /^(?:[$%<{*.…]|your|x+$|key$|[A-Za-z_]\w*\.[A-Za-z_][\w.]*$)/i;

/** A name that says that a secret follows, as headers, .env files, connection strings, JSON and SDKs write it, and what follows. */
const named =
  /((?<=[?&])(?:code|sig)|(?<![\w-])[\w-]*(?:key|token|secret|password|pwd)\d?)(["'`]?\s*[:=]\s*["'`“]?)((?:Bearer\s+)?[^\s"'`”,;&<>()[\]{}]+)/gi;
const bearer = /()(\bBearer\s+)([^\s"'`”,;&<>()[\]{}]+)/gi;

/** Where a name begins that is set by `=` alone: a line, a part of a connection string or of a query. */
const setHere = /(?:^|[\n;&?]|\b(?:export|set)\s+|\$env:)$/i;

interface Secret {
  name: string;
  value: string;
  from: number;
  isHeader: boolean;
}

/**
 * Takes the secrets out of a text, and says which of them is the key. A name in a secret's place, such as
 * `$AZURE_OPENAI_API_KEY`, is none.
 */
export function takeApart(text: string): Pasted {
  const only = text.trim();
  if (isKeyAlone(only)) return { key: only, header: null, rest: "" };
  const secrets = [...text.matchAll(named), ...text.matchAll(bearer)].flatMap((match) =>
    secretIn(match, text),
  );
  const rest = secrets
    .toSorted((a, b) => b.from - a.from)
    .reduce((left, { from, value }) => left.slice(0, from) + left.slice(from + value.length), text);
  const [found] = secrets.filter(({ name }) => mayBeKey.test(name)).toSorted((a, b) => weight(a) - weight(b));
  return { key: found?.value ?? null, header: found?.isHeader ? headerOf(found.name) : null, rest };
}

function secretIn(match: RegExpExecArray, text: string): Secret[] {
  const [whole, name = "", between = "", said = ""] = match;
  const scheme = /^Bearer\s+/i.exec(said)?.[0] ?? "";
  const value = said.slice(scheme.length);
  const from = match.index + whole.length - value.length;
  const isSet = /^=["'`“]?$/.test(between) && setHere.test(text.slice(0, match.index));
  const isCall = /^[([]/.test(text.slice(from + value.length));
  if (isCall || value === "" || reference.test(value) || (!isSet && value.length < 16)) return [];
  return [{ name, value, from, isHeader: between.includes(":") || scheme !== "" || name === "" }];
}

/** Names of keys, and the bearer that has none of its own. */
const mayBeKey = /^$|key\d?$|^code$/i;

/** A long one named after the service first. */
const weight = ({ name, value }: Secret) =>
  (value.length < 16 ? 2 : 0) + (name === "" || /openai|azure|foundry|api-?key/i.test(name) ? 0 : 1);

const headerOf = (name: string) => {
  if (name === "") return "Authorization";
  return /^(x-|ocp-)[\w-]+$/i.test(name) ? name : null;
};

/** Whether a text is a key and nothing else, pasted into the wrong field. */
const isKeyAlone = (text: string) =>
  /^(?:sk-[\w-]{16,}|[A-Za-z0-9]{32,}|[A-Za-z0-9+/]{40,}={1,2})$/.test(text) &&
  /\d/.test(text) &&
  /[A-Za-z]/.test(text);

/** Whether a text is more than an address: several words or lines, a name with a value, quotes. */
export const isSnippet = (text: string): boolean => /\S\s+\S|["'`“”;]|^[\w.:$-]+\s*=/.test(text.trim());
