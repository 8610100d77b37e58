import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { FileObject } from "./files.ts";
import { type Extent, openSpool, type Spool } from "./spool.ts";
import { refusedTraining } from "./training-refusals.ts";

interface UploadObject {
  id: string;
  object: "upload";
  bytes: number;
  created_at: number;
  expires_at: number;
  filename: string;
  purpose: string;
  status: "pending" | "completed" | "cancelled" | "expired";
  file: FileObject | null;
}

interface Upload {
  told: UploadObject;
  spool: Spool;
  parts: Map<string, Extent[]>;
  /** What came of all parts, those being received included. */
  received: number;
}

/** Files that are sent by parts. */
export interface Uploads {
  begin(upload: Pick<UploadObject, "bytes" | "filename" | "purpose">): Promise<UploadObject>;
  /** The upload that takes parts. Throws `Refused` for one that is not there, and for one that has ended. */
  open(id: string): Upload;
  close(): Promise<void>;
}

/** Bytes of one part (OpenAI's types). */
export const partLimit = 64 * 1024 * 1024;

/** Bytes of all parts: a part may come twice, and counts only where the upload is completed with it (OpenAI's types). */
export const uploadLimit = 8 * 1024 * 1024 * 1024;

/** An upload ends after an hour (OpenAI's types). */
const limits = { seconds: 3_600, open: 50, kept: 1_000 };

/** No upload yet. */
export function createUploads(clock: Clock): Uploads {
  const uploads = new Map<string, Upload>();
  const expire = () => {
    for (const { told, spool } of uploads.values())
      if (told.status === "pending" && told.expires_at <= clock.seconds()) {
        told.status = "expired";
        void spool.close();
      }
  };
  return {
    begin: async (upload) => {
      expire();
      const open = [...uploads.values()].filter(({ told }) => told.status === "pending").length;
      if (open >= limits.open || uploads.size >= limits.kept)
        throw refusedTraining("quotaExceeded", "Too many uploads have been started.");
      const created = clock.seconds();
      const told: UploadObject = {
        id: `upload_${randomBytes(16).toString("hex")}`,
        object: "upload",
        ...upload,
        created_at: created,
        expires_at: created + limits.seconds,
        status: "pending",
        file: null,
      };
      uploads.set(told.id, { told, spool: await openSpool(), parts: new Map(), received: 0 });
      return told;
    },
    open: (id) => {
      expire();
      const upload = uploads.get(id);
      if (!upload) throw refusedTraining("notFound", `The upload '${id}' was not found.`);
      const { status } = upload.told;
      if (status !== "pending")
        throw refusedTraining("unexpectedEntityState", `The upload '${id}' is ${status}.`);
      return upload;
    },
    close: async () => {
      const open = [...uploads.values()].filter(({ told }) => told.status === "pending");
      uploads.clear();
      await Promise.all(open.map(({ spool }) => spool.close()));
    },
  };
}
