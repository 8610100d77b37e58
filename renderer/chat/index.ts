export { Composer } from "./composer.tsx";
export { send } from "./state.ts";
