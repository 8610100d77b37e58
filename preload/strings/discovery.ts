/** Words for what an account can see by Azure Resource Manager. */
export const discovery = {
  title: "Or choose one of yours",
  label: "Found with your account",
  reading: "Reading what your account can see …",
  count: { one: "1 resource", many: "{count} resources" },
  again: "Read again",
  stop: "Stop",
  search: "Search resources and projects",
  nothing:
    "Your account can see no Foundry resource. Paste the endpoint above: using one needs less than seeing it.",
  noMatch: "Nothing of this name was found.",
  connect: "Connect",
  connectTo: "Connect {name}",
  wholeResource: "the resource itself",
  defaultProject: "default",
  noKeys: "keys switched off",
  deployments: { none: "nothing deployed", one: "1 deployment", many: "{count} deployments" },
  notReady: { one: "1 not ready", many: "{count} not ready" },
  notRead: "{name} could not be read: {why}",
  tenant: "Directory",
  subscription: "Subscription",
  refusedTitle: "Your resources could not be listed",
  refused:
    "That needs the right to read them in Azure, and this app's permission for Azure Resource Manager. Neither is needed to use an endpoint: paste it above.",
  allow: "Allow listing",
} as const;
