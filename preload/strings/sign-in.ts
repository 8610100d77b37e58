/** Words for the ways of signing in. */
export const signIn = {
  other: "Other ways",
  already: "You may be signed in on this computer already:",
  deviceCode: "Sign in with a code",
  deviceCodeHint: "On a phone or another computer, where your passkey or managed browser is.",
  useTool: "Use the sign-in of the {tool}",
  useToolHint: "Needs no app registration. Tokens are fetched when they are needed, and never written down.",
  tools: { azure_cli: "Azure CLI", azure_developer_cli: "Azure Developer CLI" },
  asking: "Asking for the sign-in on this computer …",
  source: "by the {tool}",
  code: {
    title: "Type this code",
    at: "at",
    copy: "Copy code",
    open: "Open the page",
    expires: "The code holds for {time} more.",
    expired: "The code is no longer valid.",
    warning: "Never type a code that somebody else has sent you.",
  },
  minutes: "Time to sign in",
  minutesUnit: "minutes",
  minutesHint:
    "From 1 to 30. After that the sign-in is ended and nothing listens any more. A code holds as long as Microsoft says.",
} as const;
