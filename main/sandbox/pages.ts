import { Refused } from "./errors.ts";
import { type Exchange, sendJson } from "./exchange.ts";

/** Where no `limit` is given: the size of a page of jobs and events (Azure OpenAI v1 specification). */
const usualSize = 20;

/** A page of a list. */
interface Page {
  object: "list";
  data: { id: string }[];
  first_id: string | null;
  last_id: string | null;
  has_more: boolean;
}

/**
 * The page of a list that `limit` and `after`, the id of the last row had, ask for; `usual` rows where no limit is given. `rows` are in the
 * order in which they are told. Throws `Refused` for a limit that is no number from 1 to 10,000 and for an id that is
 * not in the list.
 */
export function pageOf(exchange: Exchange, rows: readonly { id: string }[], usual = usualSize): Page {
  const query = exchange.url.searchParams;
  const limit = Number(query.get("limit") ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new Refused("invalid-value", { parameter: "limit", expected: "a whole number from 1 to 10000" });
  const after = query.get("after");
  const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
  if (after !== null && from === 0)
    throw new Refused("invalid-value", { parameter: "after", expected: "the id of a row of the list" });
  const data = rows.slice(from, from + limit);
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + limit < rows.length,
  };
}

/** Answers with a page of a list. Throws as `pageOf`. */
export const sendPage = (exchange: Exchange, rows: readonly { id: string }[], usual = usualSize): void =>
  sendJson(exchange, 200, pageOf(exchange, rows, usual));
