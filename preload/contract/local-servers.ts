import { z } from "zod";
import { method } from "./method.ts";

/** What can be wrong with a server of models on this computer, besides what can be with any. */
export type LocalServerProblem =
  | "local_server_not_running"
  | "local_server_unknown"
  | "local_server_wants_key"
  | "local_server_without_sign_in"
  | "local_model_missing"
  | "local_model_loading"
  | "local_no_models";

/** What helps then. */
export type LocalServerRemedy =
  | "start_local_server"
  | "check_port"
  | "local_server_key"
  | "load_local_model"
  | "wait_for_model";

/** A server of models that answered on this computer. */
export interface FoundServer {
  /** The program that usually has this port, or that its models name; null where neither tells. */
  product: string | null;
  /** What it is connected by. */
  endpoint: string;
  /** How many models it lists; null where it asks for a key first. */
  models: number | null;
}

export const localServers = {
  /** Looks at the ports that local servers usually have, on 127.0.0.1 only, once. Sends no credential. */
  "localServers.find": method<FoundServer[]>()(z.void()),
};
