import { secretEnding } from "../../preload/secret-names.ts";

/** What was pasted or dropped into the field for an endpoint, taken apart. */
export interface Pasted {
  /** The key in it, or null. */
  key: string | null;
  /** The header the key is sent in there, where it is another than the service's own. */
  header: string | null;
  /** The rest, in which no secret is readable any more. */
  rest: string;
}

/** What stands in a key's place and is none: a variable, a call, an address, or a word to be replaced. */
const reference = /^(?:https?:\/\/|[$%<{*.…]|your|x+$|key$|(?!eyJ)[A-Za-z_]\w*\.[A-Za-z_][\w.]*$)/i;

/** A name that says that a secret follows, as headers, .env files, connection strings, JSON and SDKs write it, and what follows. */
const named = new RegExp(
  `((?<=[?&])(?:code|sig)|(?<![\\w-])[\\w-]*${secretEnding})(["'\`]?[^\\S\\r\\n]*[:=][^\\S\\r\\n]*["'\`“]?)((?:(?:Bearer|Basic)\\s+)?[^\\s"'\`”,;&<>()[\\]{}]+)`,
  "gi",
);
/** The same as commands and Dockerfiles write it: the name, and the value as the next word. */
const told = new RegExp(
  `((?<=(?:^|\\s)(?:--|(?:setx|env|user-secrets[^\\S\\r\\n]+set)[^\\S\\r\\n]+["']?))[\\w:-]*${secretEnding})(["']?[^\\S\\r\\n]+["'“]?)([^\\s"'\`”,;&<>()[\\]{}=-][^\\s"'\`”,;&<>()[\\]{}]*)`,
  "gi",
);
/** A person's password, in an address and as curl takes it. */
const ofPerson = [
  /\b(https?)(:\/\/[^\s/@:]*:)([^\s/@"'`]+)(?=@)/gi,
  /(?<=\s)(-u|--user)(\s+["']?[^\s:"']+:)([^\s"']+)/g,
];
const bearer = /()(\bBearer\s+)([^\s"'`”,;&<>()[\]{}]+)/gi;
/** What looks like a key wherever it stands: the service's, base64, those of gateways, and signed tokens. */
const bare =
  /()()(?<![\w+/.-])((?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32,}|[A-Za-z0-9+/]{40,}={1,2}|(?:sk|gsk|hf|xai|nvapi|pplx)[-_][\w-]{16,}|AIza[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]+\.[\w-]*)(?![\w/+=-]|\.\w)/g;

/** Where a name begins that is set by `=` alone: a line, a part of a connection string or of a query. */
const setHere = /(?:^|[\n;&?]|\b(?:export|set)\s+|\$env:)$/i;

/** What stands before a value that nothing else than a secret can be: the name as a word of its own, or a person's. */
const wordBefore = /^(?:["']?\s+["'“]?(?:[^\s:"']+:)?|:\/\/.*:)$/;

interface Secret {
  name: string;
  value: string;
  from: number;
  isHeader: boolean;
  isInComment: boolean;
}

/**
 * Takes the secrets out of a text, and says which of them is the key. A name in a secret's place, such as
 * `$AZURE_OPENAI_API_KEY`, is none.
 */
export function takeApart(text: string): Pasted {
  const secrets: Secret[] = [];
  let rest = "";
  let end = 0;
  const all = [named, told, ...ofPerson, bearer, bare].flatMap((kind) =>
    [...text.matchAll(kind)].flatMap((match) => secretIn(match, text)),
  );
  for (const secret of all.toSorted((a, b) => a.from - b.from)) {
    // What has a name may look like a key as well; the name counts.
    if (secret.from < end) continue;
    secrets.push(secret);
    rest += text.slice(end, secret.from);
    end = secret.from + secret.value.length;
  }
  rest += text.slice(end);
  const [found] = secrets.filter(({ name }) => mayBeKey.test(name)).toSorted((a, b) => weight(a) - weight(b));
  return {
    key: found?.value ?? null,
    header: found?.isHeader ? headerOf(found.name) : null,
    rest: rest.trim() === "" ? "" : rest,
  };
}

function secretIn(match: RegExpExecArray, text: string): Secret[] {
  const [whole, name = "", between = "", said = ""] = match;
  const scheme = /^(?:Bearer|Basic)\s+/i.exec(said)?.[0] ?? "";
  const value = said.slice(scheme.length);
  const from = match.index + whole.length - value.length;
  const isSet =
    wordBefore.test(between) || (/^=["'`“]?$/.test(between) && setHere.test(text.slice(0, match.index)));
  const isCall = /^[([]/.test(text.slice(from + value.length));
  if (isCall || value === "" || reference.test(value) || (!isSet && value.length < 16)) return [];
  const isHeader = between.includes(":") || scheme !== "" || /^Bearer/i.test(between);
  const line = text.slice(text.lastIndexOf("\n", match.index) + 1, match.index);
  const isInComment = /^\s*#/.test(line);
  // What is basic is a person's name and password together, and no key.
  return [{ name: /^Basic/i.test(scheme) ? "password" : name, value, from, isHeader, isInComment }];
}

/** Names of keys, and what has no name. */
const mayBeKey = /^$|key(?:[-_]?\d)?$|^code$|^authorization$/i;

/** A long one named after the service first; one in a comment is no longer in force. */
const weight = ({ name, value, isInComment }: Secret) =>
  (isInComment ? 4 : 0) +
  (value.length < 16 ? 2 : 0) +
  (/openai|azure|foundry|api-?key|^authorization$|^$/i.test(name) ? 0 : 1);

const headerOf = (name: string) => {
  if (name === "" || /^authorization$/i.test(name)) return "Authorization";
  return /^(x-|ocp-)[\w-]+$/i.test(name) ? name : null;
};

/** Whether a text is more than an address: several words or lines, a name with a value, quotes. */
export const isSnippet = (text: string): boolean => /\S\s+\S|["'`“”;]|^[\w.:$-]+\s*=/.test(text.trim());
