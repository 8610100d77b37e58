/**
 * What is known of a role: whether it lets an account call models. `doubtful`: older guides name it, and by current
 * documentation it may not be enough (Foundry role-based access page; ids of Azure's built-in roles).
 */
interface Role {
  name: string;
  calls: "yes" | "doubtful" | "no";
}

const roles: Record<string, Role> = {
  "53ca6127-db72-4b80-b1b0-d745d6d5456d": { name: "Foundry User (formerly Azure AI User)", calls: "yes" },
  "eadc314b-1a2d-4efa-be10-5d325db5065e": {
    name: "Foundry Project Manager (formerly Azure AI Project Manager)",
    calls: "yes",
  },
  "c883944f-8b7b-4483-af10-35834be79c4a": { name: "Foundry Owner (formerly Azure AI Owner)", calls: "yes" },
  "e47c6f54-e4a2-4754-9501-8e0985b135e1": {
    name: "Foundry Account Owner (formerly Azure AI Account Owner)",
    calls: "no",
  },
  "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd": { name: "Cognitive Services OpenAI User", calls: "yes" },
  "a001fd3d-188f-4b5d-821b-7da978bf7442": { name: "Cognitive Services OpenAI Contributor", calls: "yes" },
  "a97b65f3-24c7-4388-baec-2e87135dc908": { name: "Cognitive Services User", calls: "yes" },
  "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68": { name: "Cognitive Services Contributor", calls: "doubtful" },
  "64702f94-c441-49e6-a78b-ef80e0188fee": { name: "Azure AI Developer", calls: "doubtful" },
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": { name: "Owner", calls: "no" },
  "b24988ac-6180-42a0-ab88-20f7382dd24c": { name: "Contributor", calls: "no" },
  "acdd72a7-3385-48ef-bd42-f606fba81ae7": { name: "Reader", calls: "no" },
};

/** What the roles with these ids come to, and their names. One that is not known may be made by the organisation. */
export function weighRoles(ids: string[]): { calls: "yes" | "doubtful" | "no" | "unknown"; names: string[] } {
  const known = ids.map((id) => roles[id.toLowerCase()]);
  const answers = known.map((role) => role?.calls);
  const calls = answers.includes("yes")
    ? "yes"
    : answers.includes("doubtful")
      ? "doubtful"
      : answers.includes(undefined)
        ? "unknown"
        : "no";
  return { calls, names: [...new Set(known.map((role, index) => role?.name ?? ids[index] ?? ""))] };
}
