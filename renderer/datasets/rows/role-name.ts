import { strings } from "../../../preload/strings/en.ts";
import { visible } from "./visible.ts";

const words = strings.datasetRows;

/** What a role is called; what is written there where it is none of those known. */
export const roleName = (role: string | null): string => {
  if (role === null) return words.noRole;
  return Object.hasOwn(words.roles, role) ? (words.roles[role] ?? role) : visible(role);
};
