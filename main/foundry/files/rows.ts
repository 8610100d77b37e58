import { asCount, asObject, asText, asTime, type JsonObject } from "../json.ts";

/** A file at the service. What a reply leaves out, has as null or spells in a way nobody knows is null here. */
export interface RemoteFile {
  id: string;
  name: string;
  purpose: string;
  bytes: number;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** The service's own word: `pending`, `running`, `processed`, `error`, `uploaded`, `deleted` and others. */
  status: string;
  details: string | null;
}

/** A file as replies write it (Azure OpenAI v1 and authoring specifications). Null for what has no id. */
export function fileIn(row: JsonObject): RemoteFile | null {
  const id = asText(row.id).trim();
  if (id === "") return null;
  return {
    id,
    name: asText(row.filename),
    purpose: asText(row.purpose),
    bytes: asCount(row.bytes) ?? 0,
    createdAt: asTime(row.created_at) ?? 0,
    status: asText(row.status),
    details: detailsIn(row),
  };
}

/** What the service says of a file: in the deprecated place, or beside it. */
function detailsIn({ status_details, statusDetails, error }: JsonObject): string | null {
  const said = [status_details, statusDetails, error].map(
    (one) => asText(one) || asText(asObject(one)?.message),
  );
  return said.find((words) => words !== "") ?? null;
}

/** An upload by parts that has been started: its id, and when its parts are no longer valid. */
export function uploadIn(row: JsonObject): { id: string; expiresAt: number | null } | null {
  const id = asText(row.id).trim();
  return id === "" ? null : { id, expiresAt: asTime(row.expires_at) };
}
