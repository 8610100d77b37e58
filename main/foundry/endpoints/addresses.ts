import { isHost, isLoopback, knownSuffix } from "./hosts.ts";

/**
 * The address in a text as people paste it: alone, with or without scheme and quotes, or the first in a longer text that
 * leads to Microsoft or to this computer, else the first there is. Null where there is none.
 */
export const addressIn = (text: string): URL | null =>
  parse(unquoted(text)) ?? firstAddress(withoutComments(text)) ?? firstAddress(text);

/** A text without what people copy along at its ends: quotes, brackets, and what separates values. */
const unquoted = (text: string) =>
  text
    .replace(/^[\s\p{Cf}"'`“”‘’„«»‹›「」<(*]+/u, "")
    .replace(/(?<![\s\p{Cf}"'`“”‘’„«»‹›「」>)*;,.])[\s\p{Cf}"'`“”‘’„«»‹›「」>)*;,.]+$/u, "");

/** The lines of a text that are in force: in .env files and scripts others begin with a hash. */
export const withoutComments = (text: string) => text.replace(/^[ \t]*#.*$/gm, "");

/** Whether an address leads to Microsoft or to this computer. */
const isOurs = ({ hostname }: URL) => knownSuffix(hostname) !== undefined || isLoopback(hostname);

/** What ends an address in a longer text. */
const ends = "\\s\\p{Cf}\"'`“”‘’„«»‹›「」<>\\\\()[\\]{},;|";
const withScheme = new RegExp(`https?://[^${ends}]+`, "giu");
const withoutScheme = new RegExp(
  `(?<![\\w.@%/:-])(?:(?:[\\p{L}\\p{N}_-]+\\.)+\\p{L}{2,}|localhost|127(?:\\.\\d{1,3}){3})(?::\\d+)?(?![\\w@-])(?:[/?][^${ends}]*)?`,
  "giu",
);
/** What ends a sentence or stands out in it, and no address. */
const around = /[.*:!]+$/;
/** A name that stands before an address, as in .env files. */
const addressName = /(?:endpoint|url|uri|base|host|server)\w*["']?\s*[=:]\s*["'`“‘]?$/i;

/** The first address in a longer text that is one of ours, else the first with a scheme or under a name for an address. */
function firstAddress(text: string): URL | null {
  const addresses = [...text.matchAll(withScheme)].flatMap(
    ([address]) => parse(address.replace(around, "")) ?? [],
  );
  const bare = [...text.matchAll(withoutScheme)].flatMap(({ 0: address, index }) => {
    const url = parse(address.replace(around, ""));
    const isNamed = addressName.test(text.slice(Math.max(0, index - 80), index));
    return url !== null && (isNamed || isOurs(url)) ? [url] : [];
  });
  return [...addresses, ...bare].find(isOurs) ?? addresses[0] ?? bare[0] ?? null;
}

/**
 * What projects of a hub were reached by, before projects had an endpoint: `HOST;SUBSCRIPTION;GROUP;PROJECT` (Azure AI
 * Projects client library, versions before 1.0).
 */
const connectionString =
  /(?<![^\s"'`“”‘’=(:])(?:https:\/\/)?(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?\/?\s*;\s*[^\s;="']+\s*;\s*(?<group>[^\s;="']+)\s*;\s*(?<project>[^\s;="'`“”‘’),]+)(?=;?(?:$|[\s"'`“”‘’),]))/i;

/** The old project that a text means by such a string, as its resource group and name; null where it means an address beside it, or none. */
export function oldProjectIn(text: string, address: URL | null): { group: string; project: string } | null {
  const { host, group, project } = connectionString.exec(text)?.groups ?? {};
  if (host === undefined || group === undefined || project === undefined) return null;
  const isElsewhere = address !== null && isOurs(address) && address.hostname !== host.toLowerCase();
  return isElsewhere ? null : { group, project };
}

/**
 * A text without a scheme is taken as https, and on this computer as http; one with another scheme, a name before the
 * host, or what no host's name holds is no endpoint. A scheme may stand there twice, or with one slash, as where a text
 * was pasted behind what was there.
 */
function parse(given: string): URL | null {
  const text = given.replace(/^(?:https?:\/\/)+(?=https?:\/)/i, "");
  const hasScheme = /^(?:https?:\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(text);
  // A name with a value behind a semicolon is a connection string's.
  if (text === "" || /[\s"`]|;[\w-]+=/.test(text)) return null;
  const urlIn = (scheme: string) => {
    const address = hasScheme ? text : `${scheme}://${text}`;
    return URL.canParse(address) ? new URL(address) : null;
  };
  const url = urlIn("https");
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !isWeb || url.username !== "" || url.password !== "" || !isHost(url.hostname)) return null;
  return isLoopback(url.hostname) ? urlIn("http") : url;
}
