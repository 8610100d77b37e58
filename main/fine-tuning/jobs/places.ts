import type { Connection } from "../../../preload/contract/connections.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { JobList } from "../../../preload/contract/tuning-jobs.ts";
import { FoundryError } from "../../foundry/error.ts";
import { homeOf, type JobHome } from "../job-home.ts";
import type { Reach } from "./job-reading.ts";

/** Where jobs are looked for: the resources and projects of the connections that can train. */
export interface Places {
  /** How reading each connection went. */
  states(): JobList["places"];
  /** How a job's resource is reached: by a connection to its project, else by any. Null where none is connected. */
  reachOf(home: { resource: string; project: string | null }): Reach | null;
  /** Reads each place once, by whichever connection can: those of one connection, or of all. Each in turn. */
  read(connectionId: string | null): Promise<void>;
  /** Those that were never read since the app was started. */
  readUnread(): Promise<void>;
}

interface Reading {
  readAt: number | null;
  diagnosis: Diagnosis | null;
  isReading: boolean;
}

const notRead: Reading = { readAt: null, diagnosis: null, isReading: false };

/** `canTrain` says whether a connection leads to where there may be jobs, `list` reads the jobs of a place, `changed` is called when what is known of one has changed. */
export function createPlaces(parts: {
  connections(): readonly Connection[];
  canTrain(connection: Connection): boolean;
  list(reach: Reach): Promise<unknown>;
  changed(): void;
  now(): number;
}): Places {
  const readings = new Map<string, Reading>();
  /** By endpoint: a list of jobs asks for the same ones again and again. */
  const homes = new Map<string, JobHome>();
  let turn: Promise<void> = Promise.resolve();

  const knownHome = (connection: Connection): JobHome => {
    const key = `${connection.sandbox}\n${connection.endpoint}`;
    const home = homes.get(key) ?? homeOf(connection);
    homes.set(key, home);
    return home;
  };
  const reaches = (): Reach[] =>
    parts
      .connections()
      .filter(parts.canTrain)
      .map((connection) => ({ connectionId: connection.id, ...knownHome(connection) }));
  const keyOf = ({ resource, project }: { resource: string; project: string | null }) =>
    `${resource}\n${project ?? ""}`;
  const set = (group: readonly Reach[], change: Partial<Reading>) => {
    for (const { connectionId } of group)
      readings.set(connectionId, { ...(readings.get(connectionId) ?? notRead), ...change });
    parts.changed();
  };

  /** The connections to one place: the first that can read it is enough. */
  const readGroup = async (group: readonly Reach[]) => {
    set(group, { isReading: true });
    let diagnosis: Diagnosis | null = null;
    for (const reach of group) {
      try {
        await parts.list(reach);
        set(group, { readAt: parts.now(), diagnosis: null, isReading: false });
        return;
      } catch (error) {
        if (!(error instanceof FoundryError)) {
          set(group, { isReading: false });
          throw error;
        }
        diagnosis ??= error.diagnosis;
      }
    }
    set(group, { diagnosis, isReading: false });
  };

  const read = (isWanted: (reach: Reach) => boolean): Promise<void> => {
    const groups = new Map<string, Reach[]>();
    for (const reach of reaches()) groups.set(keyOf(reach), [...(groups.get(keyOf(reach)) ?? []), reach]);
    const work = async () => {
      for (const group of groups.values()) if (group.some(isWanted)) await readGroup(group);
    };
    turn = turn.then(work, work);
    return turn;
  };

  return {
    states: () =>
      reaches().map(({ connectionId }) => ({ connectionId, ...(readings.get(connectionId) ?? notRead) })),
    reachOf: (home) => {
      const own = reaches().filter(({ resource }) => resource === home.resource);
      return own.find((reach) => keyOf(reach) === keyOf(home)) ?? own[0] ?? null;
    },
    read: (connectionId) => read((reach) => connectionId === null || reach.connectionId === connectionId),
    readUnread: () => {
      const isUnread = ({ connectionId }: Reach) => !readings.has(connectionId);
      return reaches().some(isUnread) ? read(isUnread) : Promise.resolve();
    },
  };
}
