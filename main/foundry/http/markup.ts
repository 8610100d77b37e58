/** What a page or an XML document says. */
interface Markup {
  /** A page is written for people: by a proxy, a firewall, or a sign-in wall. */
  isPage: boolean;
  code: string;
  message: string;
}

/** Characters of a page that are read: what it says stands at its beginning. */
const limit = 16_000;

/** Reads HTML, and the XML of errors: `<Code>` and `<Message>`, or SOAP's `<faultcode>` and `<faultstring>`. */
export function readMarkup(whole: string): Markup {
  const text = whole.slice(0, limit);
  const within = (names: string) =>
    wordsOf(new RegExp(`<(?:\\w+:)?(?:${names})\\b[^>]*>([\\s\\S]*?)</`, "i").exec(text)?.[1] ?? "");
  if (!/<(?:!doctype )?html|<(?:head|body|title|center|h1|p)\b/i.test(text)) {
    const message = within("message|faultstring|description|text|detail");
    return { isPage: false, code: within("code|faultcode"), message: message || wordsOf(text) };
  }
  const shown = text.replace(/<(script|style|noscript)\b[\s\S]*?<\/\1>|<title\b[\s\S]*?<\/title>/gi, " ");
  const [title, rest] = [within("title"), wordsOf(shown)];
  const isRepeated = title === "" || rest.startsWith(title);
  return { isPage: true, code: "", message: isRepeated ? rest : `${title}. ${rest}`.trim() };
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["#39", "'"],
  ["nbsp", " "],
]);

/** The text between the tags, on one line. */
const wordsOf = (markup: string): string =>
  markup
    .replace(/<!--[\s\S]*?-->|<!\[CDATA\[|\]\]>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(#?\w+);/g, (whole, name: string) => entities.get(name.toLowerCase()) ?? whole)
    .replace(/\s+/g, " ")
    .trim();
