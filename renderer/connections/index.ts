export { connectionActions } from "./actions.ts";
export { useDeploymentChoices } from "./deployment-choices.ts";
export { NewConnection } from "./new-connection.tsx";
export { firstConnection, needsKey, trySandbox, useConnections } from "./state.ts";
