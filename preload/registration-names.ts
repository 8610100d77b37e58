/** What can be set from outside, by the names that the administrator's file has for it. */
export const registrationNames = [
  "clientId",
  "tenantId",
  "authority",
  "knownAuthorities",
  "resourceManager",
] as const;
