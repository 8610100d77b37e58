import { examineConnection } from "../doctor/index.ts";
import type { Actions } from "../ui/diagnosis.tsx";
import { chooseDirectoryOf } from "./directory-state.ts";
import { reconnect } from "./identity-state.ts";
import { keyInstead, replaceKey, setKeyHeader, useConnections } from "./state.ts";

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
  ...(isSignIn(id)
    ? {
        use_directory: (refusal) => chooseDirectoryOf(id, refusal, retry),
        // A sign-in sends no key: the gateway gets one by a connection of its own.
        set_key_header: ({ parameters }) => keyInstead(id, parameters.header),
      }
    : { set_key_header: ({ parameters }) => setKeyHeader(id, parameters.header, retry) }),
});

/** Only a token is of a directory. */
const isSignIn = (id: string) =>
  useConnections.getState().list?.some((one) => one.id === id && one.account !== null) ?? false;
