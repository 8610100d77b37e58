import { examineConnection } from "../doctor/index.ts";
import type { Actions } from "../ui/diagnosis.tsx";
import { reconnect } from "./identity-state.ts";
import { keyInstead, replaceKey } from "./state.ts";

/** What can be done about a connection from wherever it failed; `retry` is done again once it works. */
export const connectionActions = (id: string, retry: () => void): Actions => ({
  retry,
  edit_endpoint: () => replaceKey(id),
  enter_key: () => replaceKey(id),
  name_deployment: () => replaceKey(id),
  connect_microsoft: () => void reconnect(id, "window", retry),
  use_browser: () => void reconnect(id, "browser", retry),
  use_key: () => keyInstead(id),
  run_doctor: () => examineConnection(id),
});
