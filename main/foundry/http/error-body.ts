import { asObject, asObjects, asText, type JsonObject, parseJson } from "../json.ts";
import { embeddedIn } from "./embedded.ts";
import { readMarkup } from "./markup.ts";

/** What an error's body says, whichever shape it has. Empty where it says nothing. */
export interface ErrorBody {
  code: string;
  /** The codes beside `code` that say more: types, and the codes of inner errors. */
  kinds: string;
  message: string;
  /** The parameters of the request that it names in a place of their own, by the names it gives them. */
  parameters: string[];
  /** The same with their whole path: `hyperparameters.n_epochs`. */
  paths: string[];
  /** The content filter's categories that stopped a prompt, e.g. `jailbreak`. */
  categories: string[];
  /** Whether it is a page for people, so that something else than a model's service has spoken. */
  isPage: boolean;
}

/** What has been found so far. */
interface Said {
  codes: string[];
  kinds: string[];
  messages: string[];
  parameters: string[];
  paths: string[];
  categories: string[];
}

/** How deep errors may lie in one another. */
const deepest = 24;
/** Errors of one list that are read. */
const mostErrors = 20;

/**
 * Reads an error's body: Azure's and OpenAI's `{"error": {...}}`, flat ones, `errors`, `detail` with `loc` (FastAPI),
 * `fault.faultstring` (Apigee), problem details (RFC 9457), lists, JSON and Python's notation inside a message, events of
 * a stream, XML, pages, and plain text. Bodies: Azure OpenAI and Foundry troubleshooting pages, and replies quoted in
 * public issues. Never throws.
 */
export function readErrorBody(body: string): ErrorBody {
  const text = withoutFrame(body.replace(/^\uFEFF/, "").trim());
  const quoted = text.startsWith('"') ? parseJson(text) : undefined;
  if (typeof quoted === "string") return readErrorBody(quoted);
  if (text.startsWith("<")) {
    const { message, ...markup } = readMarkup(text);
    return { ...bodyOf(nothing(), message), ...markup };
  }
  const said = nothing();
  gatherText(text, said, 0);
  return bodyOf(said, /^[[{]\s*[\]}]$/.test(text) ? "" : text);
}

/** Reads an error that came as data. */
export const readError = (error: unknown): ErrorBody =>
  readErrorBody(typeof error === "string" ? error : JSON.stringify(error ?? ""));

const nothing = (): Said => ({
  codes: [],
  kinds: [],
  messages: [],
  parameters: [],
  paths: [],
  categories: [],
});

function bodyOf(
  { codes, kinds, messages, parameters, paths, categories }: Said,
  otherwise: string,
): ErrorBody {
  // A word says more than a number.
  const code = codes.find((one) => !/^\d*$/.test(one)) ?? codes[0] ?? "";
  const others = codes.filter((one) => one !== code && !/^\d*$/.test(one));
  return {
    code,
    kinds: [...new Set([...kinds, ...others])].join(" "),
    // Some put the sentence where the code should be.
    message: joined(messages) || (/\s/.test(code) ? code : otherwise),
    parameters: [...new Set(parameters)],
    paths: [...new Set(paths)],
    categories: [...new Set(categories)],
    isPage: false,
  };
}

/** The messages one after the other, without those that another one holds. */
function joined(messages: readonly string[]): string {
  const distinct = messages.filter(
    (one, at) =>
      !messages.some((other, place) => place !== at && other.includes(one) && (other !== one || place < at)),
  );
  return distinct
    .map((one, at) => (at < distinct.length - 1 && !/[.!?:;]$/.test(one) ? `${one};` : one))
    .join(" ");
}

/** The data of an event where a stream's notation is around it. */
function withoutFrame(text: string): string {
  if (!/^(?:event|data|id|retry):|^:/.test(text)) return text;
  const data = text.split(/\r\n|\r|\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
  return data
    .filter((one) => one !== "[DONE]")
    .join("\n")
    .trim();
}

function gather(value: unknown, said: Said, depth: number): void {
  if (depth > deepest) return;
  if (typeof value === "string") gatherText(value, said, depth);
  else if (Array.isArray(value)) for (const one of value.slice(0, mostErrors)) gather(one, said, depth + 1);
  else gatherObject(asObject(value) ?? {}, said, depth);
}

function gatherText(text: string, said: Said, depth: number): void {
  const embedded = depth < deepest ? embeddedIn(text) : null;
  if (!embedded) {
    add(said.messages, text.trim());
    return;
  }
  const within = nothing();
  gather(embedded.data, within, depth + 1);
  const before = embedded.before
    .trim()
    .replace(/\b(?:detail|error|message|body)?[\s:=–-]*$/i, "")
    .trim();
  const inside = joined(within.messages);
  add(said.messages, before === "" ? inside : inside === "" ? text.trim() : `${before}: ${inside}`);
  for (const of of ["codes", "kinds", "parameters", "paths", "categories"] as const)
    said[of].push(...within[of]);
}

/** The names under which errors say something, without regard to case. Of the words the first one counts. */
const names = {
  code: ["code", "statuscode", "error_code", "errorcode", "status"],
  kind: ["type", "kind", "error_type", "errortype"],
  words: [
    "message",
    "msg",
    "faultstring",
    "error_description",
    "error_message",
    "errormessage",
    "error_msg",
    "description",
    "title",
    "reason",
    "text",
    "string",
    "value",
  ],
  parameter: [
    "param",
    "parameter",
    "target",
    "field",
    "property",
    "propertyname",
    "argument",
    "loc",
    "location",
    "pointer",
    "additionalproperty",
  ],
  /** Each of them has several names in a list. */
  parameterLists: ["parameters", "keys"],
  inside: [
    "error",
    "errors",
    "detail",
    "details",
    "fault",
    "faults",
    "exception",
    "innererror",
    "inner_error",
    "innerexception",
    "cause",
    "raw",
    "body",
    "response",
    "metadata",
    "error_details",
    "issues",
    "violations",
    "fieldviolations",
    "modelstate",
    "params",
    "source",
  ],
  filter: ["content_filter_result", "content_filter_results"],
} as const;

function gatherObject(object: JsonObject, said: Said, depth: number): void {
  const members = new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
  const all = (of: keyof typeof names) =>
    names[of].map((name) => members.get(name)).filter((value) => value !== undefined && value !== null);
  for (const one of all("code")) {
    const word = typeof one === "number" ? String(one) : wordIn(one);
    if (word !== "error") add(said.codes, word);
  }
  for (const one of all("kind")) add(said.kinds, wordIn(one));
  for (const one of [...all("parameter"), ...all("parameterLists").flat()]) {
    addPlace(said, one);
  }
  const [words] = all("words").filter((one) => one !== "");
  const place = placeOf(members.get("loc"));
  if (typeof words === "string" && place !== "" && !embeddedIn(words))
    add(said.messages, `${place}: ${words}`);
  else if (words !== undefined) gather(words, said, depth + 1);
  for (const name of names.inside) {
    const value = members.get(name);
    if (value === undefined || value === null) continue;
    if ((name === "errors" || name === "modelstate") && asObject(value))
      gatherByField(asObject(value) ?? {}, said, depth);
    else gather(value, said, depth + 1);
  }
  // Gateways name what the service behind them said by themselves: `external_model_message`, `upstream_error`.
  for (const [name, value] of members) {
    if (/.[._-](?:error|message)$/.test(name) && !/^(?:inner|error)_/.test(name))
      gather(value, said, depth + 1);
  }
  for (const one of all("filter")) said.categories.push(...filtered(one));
  // Responses has them for each part that was looked at.
  for (const one of asObjects(members.get("content_filters"))) gather(one, said, depth + 1);
}

/** `errors` or `ModelState` as an object: what is wrong with each field (ASP.NET). */
function gatherByField(errors: JsonObject, said: Said, depth: number): void {
  // Those of a batch are a list as OpenAI writes one.
  if (errors.object === "list" && Array.isArray(errors.data)) {
    gather(errors.data, said, depth + 1);
    return;
  }
  for (const [field, value] of Object.entries(errors).slice(0, mostErrors)) {
    const words = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
    if (words.length === 0) gather(value, said, depth + 1);
    else {
      if (/^[\w.$[\]/-]+$/.test(field)) addPlace(said, field);
      add(said.messages, `${field}: ${words.join(" ")}`);
    }
  }
}

/** A name, or the path to a member of the request's body: `body.stream_options`. */
function placeOf(value: unknown): string {
  const parts = (Array.isArray(value) ? value : [value]).filter(
    (one) => typeof one === "string" || typeof one === "number",
  );
  const path = parts
    .join(".")
    .replace(/^[#$]?[./]+/, "")
    .replace(/^(?:body|payload|request)[./]/, "");
  return path === "body" ? "" : path;
}

/** The member of the request's body that a path leads through. */
const memberOf = (path: string): string => path.split(/[.[/]/)[0] ?? "";

function addPlace({ parameters, paths }: Said, value: unknown): void {
  add(paths, placeOf(value));
  add(parameters, memberOf(placeOf(value)));
}

const wordIn = (value: unknown) => asText(value).trim();

function add(list: string[], word: string): void {
  if (word !== "") list.push(word);
}

function filtered(results: unknown): string[] {
  return Object.entries(asObject(results) ?? {})
    .filter(([, result]) => asObject(result)?.filtered === true)
    .map(([category]) => category.replaceAll("_", " "));
}
