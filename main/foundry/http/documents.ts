import { FoundryError } from "../error.ts";
import { asList, asObject, asText, type JsonObject } from "../json.ts";
import { diagnoseReply, diagnoseStreamError } from "./diagnosis.ts";
import { errorIn } from "./error-in.ts";
import { type Read, readJson } from "./send.ts";

/**
 * Reads a reply that is one thing, which `understand` gives null for where it is not. Throws what an error says that came
 * with status 200, and `reply_not_understood` for anything else.
 */
export const readOne =
  <Value>(understand: (document: JsonObject) => Value | null): Read<Value> =>
  async (answer, signal, context) => {
    const document = await readJson(answer, signal, context);
    const object = asObject(document);
    const value = object && understand(object);
    if (value !== null) return value;
    const error = object && errorIn(object);
    throw new FoundryError(
      error ? diagnoseStreamError(error, context) : diagnoseReply(JSON.stringify(document), context),
    );
  };

/** A page of a list, with what the next one begins after; null on the last. */
interface Page<Row> {
  rows: Row[];
  after: string | null;
}

/**
 * Reads a page of a list that goes on by `after`, an id (OpenAI's lists). A row that is not understood costs only itself.
 * A page that says there is more and does not move on from `after` is the last. Throws as `readOne`.
 */
export const readPage = <Row>(
  understand: (row: JsonObject) => Row | null,
  after: string | null,
): Read<Page<Row>> =>
  readOne((document) => {
    const given = "data" in document ? document.data : document.value;
    // A list that is empty has no rows for some.
    if (!Array.isArray(given) && !(given === null && document.object === "list")) return null;
    const objects = asList(given).map(asObject);
    const rows = objects.flatMap((row) => (row && understand(row)) ?? []);
    const last = asText(document.last_id) || asText(objects.at(-1)?.id);
    const goesOn = document.has_more === true && last !== "" && last !== after && objects.length > 0;
    return { rows, after: goesOn ? last : null };
  });

/** Pages that are read at most; a list of more goes in circles, or is longer than anybody reads. */
const mostPages = 10_000;

/**
 * All pages of a list, until it ends. A list that comes back to where it was ends there. Throws what `read` throws.
 */
export async function* everyPage<Row>(
  read: (after: string | null) => Promise<Page<Row>>,
): AsyncGenerator<Row[], void> {
  const seen = new Set<string>();
  let after: string | null = null;
  for (let count = 0; count < mostPages; count++) {
    const page: Page<Row> = await read(after);
    yield page.rows;
    if (page.after === null || seen.has(page.after)) return;
    seen.add(page.after);
    after = page.after;
  }
}
