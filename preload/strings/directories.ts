/** Words for choosing the directory (tenant) whose tokens a resource accepts. */
export const directories = {
  title: "Choose the directory",
  intro:
    "The resource accepts tokens from its own Microsoft Entra directory (tenant) only. Choose that directory: Assay gets a token for {account} there and tests the connection.",
  reading: "Listing the directories of {account} …",
  notListed: "The directories of {account} couldn't be listed: {why}. Enter the one you need below.",
  none: "Azure lists no other directory for {account}. Enter the one you need below.",
  label: "Directories",
  named: "named by the resource",
  typed: "Directory (tenant) ID or domain",
  typedHint: "The resource's Overview in the Azure portal shows it, for example contoso.onmicrosoft.com.",
  use: "Use this directory",
  cancel: "Cancel",
  testing: "Testing the connection with a token from {directory} …",
  unchanged: "Nothing was changed: the connection still uses the directory it had.",
} as const;
