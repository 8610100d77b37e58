import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { visible } from "./visible.ts";

const words = datasetRows;

/** What a role is called; what is written there where it is none of those known. */
export const roleName = (role: string | null): string => {
  if (role === null) return words.noRole;
  return Object.hasOwn(words.roles, role) ? (words.roles[role] ?? role) : visible(role);
};
