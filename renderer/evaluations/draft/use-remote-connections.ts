import { needsKey, useConnections } from "../../connections/index.ts";

/** The connections that can run an evaluation by themselves: those to the service that can be used now. */
export const useRemoteConnections = () =>
  (useConnections(({ list }) => list) ?? []).filter((one) => !needsKey(one) && !one.isLocal);
