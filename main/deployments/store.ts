import { type ChatRoute, chatRoute } from "../../preload/contract/deployments.ts";
import { type DialectName, dialectName } from "../../preload/contract/dialects.ts";
import type { Database } from "../storage/database.ts";

/** What deployments have taught, by connection and the deployment's name. */
export interface LearnedStore {
  /** The route that served each deployment of a connection last, by name. */
  routes(id: string): Map<string, ChatRoute>;
  setRoute(id: string, deployment: string, route: ChatRoute): void;
  forgetRoutes(id: string): void;
  /** What each deployment of a connection was said to speak, by name, and by whom. */
  dialects(id: string): Map<string, SaidDialect>;
  /** Null forgets it. */
  setDialect(id: string, deployment: string, said: SaidDialect | null): void;
  /** How a deployment's requests have to differ, as JSON. */
  adjustments(id: string, deployment: string): string | null;
  setAdjustments(id: string, deployment: string, adjustments: string): void;
}

/** What a deployment speaks, by its own answer or by a person's choice. */
export interface SaidDialect {
  dialect: DialectName;
  by: "answer" | "person";
}

type Row = Record<string, unknown>;

/** What was learned, in the database. */
export function openLearned(database: Database): LearnedStore {
  return {
    routes: (id) => {
      const rows = database
        .prepare("select deployment, route from deployment_routes where connection_id = ?")
        .all(id) as Row[];
      return new Map(
        rows.flatMap(({ deployment, route }): [string, ChatRoute][] => {
          const read = chatRoute.safeParse(route);
          return read.success ? [[String(deployment), read.data]] : [];
        }),
      );
    },
    setRoute: (id, deployment, route) => {
      database.prepare(putRoute).run(id, deployment, route);
    },
    forgetRoutes: (id) => {
      database.prepare("delete from deployment_routes where connection_id = ?").run(id);
    },
    dialects: (id) => {
      const rows = database
        .prepare("select deployment, dialect, said_by from deployment_dialects where connection_id = ?")
        .all(id) as Row[];
      return new Map(
        rows.flatMap(({ deployment, dialect, said_by: by }): [string, SaidDialect][] => {
          const read = dialectName.safeParse(dialect);
          const said = by === "person" ? "person" : "answer";
          return read.success ? [[String(deployment), { dialect: read.data, by: said }]] : [];
        }),
      );
    },
    setDialect: (id, deployment, said) => {
      if (said === null) database.prepare(dropDialect).run(id, deployment);
      else database.prepare(putDialect).run(id, deployment, said.dialect, said.by);
    },
    adjustments: (id, deployment) => {
      const row = database
        .prepare("select adjustments from deployment_adjustments where connection_id = ? and deployment = ?")
        .get(id, deployment);
      return textOr((row as Row | undefined)?.adjustments);
    },
    setAdjustments: (id, deployment, adjustments) => {
      database.prepare(putAdjustments).run(id, deployment, adjustments);
    },
  };
}

const textOr = (value: unknown) => (typeof value === "string" ? value : null);

const putAdjustments =
  "insert or replace into deployment_adjustments (connection_id, deployment, adjustments) values (?, ?, ?)";

const putDialect =
  "insert or replace into deployment_dialects (connection_id, deployment, dialect, said_by) values (?, ?, ?, ?)";

const dropDialect = "delete from deployment_dialects where connection_id = ? and deployment = ?";

const putRoute = `
  insert into deployment_routes (connection_id, deployment, route) values (?, ?, ?)
  on conflict (connection_id, deployment) do update set route = excluded.route`;
