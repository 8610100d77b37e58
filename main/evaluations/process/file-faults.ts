import { problem } from "../../foundry/error.ts";
import type { WorkHandlers } from "../../processes/messages.ts";
import { close } from "./session.ts";

/** SQLite's codes (sqlite.org/rescode.html): corrupt and not a database; read-only, input or output, full, cannot be opened. */
const damaged = [11, 26];
const unwritable = [8, 10, 13, 14];
/** What Node says where a file beside it cannot be written. */
const unwritableFiles = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM"];

/** An error of a file as a person is told of it; others as they are. */
function told(error: unknown): unknown {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  // The lowest byte is the kind; what is above says more of it.
  const kind = code === "ERR_SQLITE_ERROR" ? Number(errcode) & 0xff : null;
  if (kind !== null && damaged.includes(kind)) return problem("evaluation_damaged", {}, error);
  const isUnwritable = kind === null ? unwritableFiles.includes(String(code)) : unwritable.includes(kind);
  return isUnwritable ? problem("storage_failed", {}, error) : error;
}

/**
 * The same handlers, which throw `evaluation_damaged` and `storage_failed` where that is what an error of SQLite or Node
 * means. Whatever has failed, its file is opened anew the next time: it may have been put right meanwhile.
 */
export function withFileFaults<Work extends WorkHandlers>(work: Work): Work {
  const guarded = Object.entries(work).map(([name, handle]) => {
    const failed = (input: unknown, error: unknown): never => {
      const fault = told(error);
      const { file } = (input ?? {}) as { file?: unknown };
      if (fault !== error && typeof file === "string") close(file);
      throw fault;
    };
    const guard = (input: never, context: never): unknown => {
      try {
        const given = handle(input, context);
        return given instanceof Promise ? given.catch((error: unknown) => failed(input, error)) : given;
      } catch (error) {
        return failed(input, error);
      }
    };
    return [name, guard];
  });
  return Object.fromEntries(guarded) as Work;
}
