import type { UploadState } from "../../foundry/files/files.ts";
import { asObject, parseJson } from "../../foundry/json.ts";
import { keep } from "../../keep.ts";
import type { Database } from "../../storage/database.ts";

/** Which bytes go where. */
export interface UploadKey {
  /** The endpoint that they go to. */
  place: string;
  /** SHA-256 of the bytes. */
  hash: string;
}

/** The files that were sent, or are on the way. Each writing method throws `storage_failed`. */
export interface Uploads {
  /** The parts that have arrived; null where there are none. */
  state(key: UploadKey): UploadState | null;
  keepState(key: UploadKey, of: { bytes: number; datasetId: string }, state: UploadState | null): void;
  /** Whether these bytes have been on the way before. */
  hasBegun(key: UploadKey): boolean;
  forget(key: UploadKey): void;
  /** The id of a file that has these bytes; null where none was sent. */
  fileId(key: UploadKey): string | null;
  keepFile(key: UploadKey, of: { bytes: number; datasetId: string }, fileId: string): void;
  /** The dataset whose rows a file has; null for files from elsewhere. */
  datasetOf(place: string, fileId: string): string | null;
}

/** The uploads in the database. */
export function openUploads(database: Database): Uploads {
  const row = ({ place, hash }: UploadKey) =>
    database.prepare("select * from tuning_uploads where place = ? and hash = ?").get(place, hash);
  const put = (
    { place, hash }: UploadKey,
    { bytes, datasetId }: { bytes: number; datasetId: string },
    upload: string | null,
    fileId: string | null,
  ) =>
    keep(() =>
      database
        .prepare("insert or replace into tuning_uploads values (?, ?, ?, ?, ?, ?, ?)")
        .run(place, hash, bytes, datasetId, upload, fileId, Date.now()),
    );
  return {
    state: (key) => uploadIn(row(key)?.upload),
    keepState: (key, of, state) => put(key, of, state && JSON.stringify(state), null),
    hasBegun: (key) => row(key) !== undefined,
    forget: ({ place, hash }) =>
      keep(() =>
        database.prepare("delete from tuning_uploads where place = ? and hash = ?").run(place, hash),
      ),
    fileId: (key) => {
      const id = row(key)?.file_id;
      return typeof id === "string" ? id : null;
    },
    keepFile: (key, of, fileId) => put(key, of, null, fileId),
    datasetOf: (place, fileId) => {
      const found = database
        .prepare("select dataset_id from tuning_uploads where place = ? and file_id = ?")
        .get(place, fileId);
      return found === undefined ? null : String(found.dataset_id);
    },
  };
}

function uploadIn(text: unknown): UploadState | null {
  const said = typeof text === "string" ? asObject(parseJson(text)) : null;
  const isWhole =
    typeof said?.uploadId === "string" &&
    typeof said.expiresAt === "number" &&
    typeof said.partBytes === "number" &&
    Array.isArray(said.parts);
  return isWhole ? (said as unknown as UploadState) : null;
}
