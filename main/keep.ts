import { problem } from "./foundry/error.ts";

/** Does something with the profile's files; what goes wrong there is `storage_failed`. */
export function keep<Value>(write: () => Value): Value {
  try {
    return write();
  } catch (error) {
    throw problem("storage_failed", {}, error);
  }
}
