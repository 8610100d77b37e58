import { statSync } from "node:fs";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { problem } from "../../foundry/error.ts";
import type { Database } from "../../storage/database.ts";
import { readFact, writeFact } from "../../storage/facts.ts";
import { openOwnFile } from "../../storage/own-file.ts";
import type { Counts } from "../shape.ts";
import { evaluationTables } from "../store/schema.ts";
import { createGrading, type Grading } from "./grading.ts";

/** An evaluation's file that is open, with what is made once for it. */
export interface Session {
  database: Database;
  settings: EvaluationSettings;
  /** The number of the file on its disk. */
  inode: number;
  /** Its graders, ready to grade; made when they are first needed. */
  grading(): Grading;
  /** Lets go of the pages of the file that are in memory. */
  rest(): void;
  /** Lets go of the file and of its graders. */
  close(): void;
  /** How much is done, as far as this process has counted it; kept up by whoever writes. */
  counts: Counts | null;
}

/** The open file of an evaluation, asked for anew after each pause: it may have been closed meanwhile. */
export type OpenSession = () => Session;

/** What is asked of an evaluation's file. */
export interface OfFile {
  file: string;
}

/** The files that are open at once, and those of them whose pages stay in memory. */
const openLimit = 12;
const awakeLimit = 4;

/** The one that was asked for last is the last. */
const sessions = new Map<string, Session>();

/**
 * The open file of an evaluation; it is opened where it is not. Those that nobody has asked for lately rest: they stay open
 * with what was counted, without their pages. Throws `evaluation_damaged` for one that cannot be opened.
 */
export function sessionOf(file: string): Session {
  const inode = inodeOf(file);
  if (inode === null || inode !== sessions.get(file)?.inode) close(file);
  const known = sessions.get(file);
  if (known && [...sessions.keys()].at(-1) === file) return known;
  const session = known ?? opened(file, inode);
  sessions.delete(file);
  sessions.set(file, session);
  const others = [...sessions.keys()];
  for (const other of others.slice(0, -openLimit)) close(other);
  const resting = others.at(-awakeLimit - 1);
  if (resting !== undefined) sessions.get(resting)?.rest();
  return session;
}

/** What tells a file from one that was put in its place; null of none and of an empty one. What is open may be gone. */
function inodeOf(file: string): number | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && found.size > 0 ? found.ino : null;
}

function opened(file: string, inode: number | null): Session {
  if (inode === null) throw problem("evaluation_damaged");
  const database = databaseIn(file);
  // Without rows yet it has no settings either.
  const settings = readFact(database, "settings") as EvaluationSettings | undefined;
  if (!settings) {
    database.close();
    throw problem("evaluation_damaged");
  }
  let grading: Grading | null = null;
  return {
    database,
    inode,
    settings,
    counts: null,
    grading: () => {
      grading ??= createGrading(settings);
      return grading;
    },
    rest: () => database.exec("pragma shrink_memory"),
    close: () => {
      grading?.close();
      database.close();
    },
  };
}

/** Opens an evaluation's file for the caller alone, who closes it; it is made where it is not there. Throws `evaluation_damaged`. */
export function databaseIn(file: string): Database {
  try {
    return openOwnFile(file, evaluationTables);
  } catch (error) {
    throw problem("evaluation_damaged", {}, error);
  }
}

/** Lets go of an evaluation's file. */
export function close(file: string): void {
  const session = sessions.get(file);
  sessions.delete(file);
  session?.close();
}

/** Lets go of all files that are open. */
export function closeAll(): void {
  for (const file of [...sessions.keys()]) close(file);
}

/** A number that is another one after every change of answers, grades or notes. */
export const stampOf = (database: Database): number => Number(readFact(database, "stamp") ?? 0);

/** The same of answers and grades only. */
export const gradedStampOf = (database: Database): number => Number(readFact(database, "gradedStamp") ?? 0);

/** Says that answers or grades have changed. */
export function touch(database: Database): void {
  writeFact(database, "gradedStamp", gradedStampOf(database) + 1);
  touchNotes(database);
}

/** Says that notes, votes or the person's own grades have changed. */
export const touchNotes = (database: Database): void => writeFact(database, "stamp", stampOf(database) + 1);
