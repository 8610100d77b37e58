/** Words of `npm run compare`. Title: what happened. Cause: why. Remedy: what to do. */
export const commandLine = {
  usage: "usage: npm run compare -- CONFIG-OR-BUNDLE --out FILE [--connections FILE]",
  /** A place in a file, where it is the whole. */
  beginning: "the beginning",
  problems: {
    usage: {
      title: "This is not how it is called",
      cause: "{reason}.",
      remedy:
        "Name one config or bundle, and with --out the file to write. --connections says how a bundle's deployments are reached.",
    },
    noText: {
      title: "{file} is not text",
      cause: "It is a picture, an archive or the like, or its encoding is not UTF-8, UTF-16 or Windows-1252.",
      remedy: "Save it as text in UTF-8.",
    },
    unreadable: {
      title: "{file} could not be read",
      cause: "{reason}.",
      remedy: "Check the path: it counts from the folder the command is run in.",
    },
    notJson: {
      title: "{file} is not JSON",
      cause: "A config is one JSON object, without comments or commas at the end.",
      remedy: "docs/compare.json is one to begin with.",
    },
    names: {
      title: "{file} has a name that no config has",
      cause: "Names such as __proto__ mean something else to a program.",
      remedy: "Take it out.",
    },
    wrong: {
      title: "{file} is not a config",
      cause: "At {place}: {reason}.",
      remedy: "{remedy} The README lists what a config holds; docs/compare.json is one to begin with.",
    },
    holdsKey: {
      title: "{file} holds what looks like a key",
      cause: "{place}. Files are copied, sent on and kept in repositories, and a key with them.",
      remedy:
        "Put the key into an environment variable, and the variable's name into keyFrom. If the file has been anywhere else, make a new key.",
    },
    variableMissing: {
      title: "The environment variable {name} is not set",
      cause: "The connection {alias} takes its key or token from it.",
      remedy: "Set it for this command and run it again.",
    },
    noCredential: {
      title: "The connection {alias} has no key and no token",
      cause: "Only a server on this computer is asked without one.",
      remedy: "Name an environment variable that has it, in keyFrom or tokenFrom.",
    },
    twoCredentials: {
      title: "The connection {alias} has a key and a token",
      cause: "A request proves who asks in one way.",
      remedy: "Leave out keyFrom or tokenFrom.",
    },
    gateway: {
      title: "The gateway of {alias} is not {host}",
      cause: "The endpoint's host is {actual}, and a key goes only where it is meant to.",
      remedy: "Put the host of the endpoint into gateway, or leave it out for Microsoft's own.",
    },
    connectionMissing: {
      title: "No connection is called {alias}",
      cause: "Column {place} is asked there.",
      remedy: "Add it to connections, or name another one.",
    },
    aliasesMissing: {
      title: "Nothing says how to reach {aliases}",
      cause: "A bundle holds names of deployments, but no keys and no addresses.",
      remedy: "Give --connections with a file whose connections have these names.",
    },
    notForConfig: {
      title: "A config has its own connections",
      cause: "--connections says how the deployments of a bundle are reached.",
      remedy: "Leave --connections out.",
    },
    promptFile: {
      title: "The prompts in {file} cannot be asked",
      cause: "{reason}",
      remedy: "Put the file right, or the template that is filled from it.",
    },
    noPrompts: {
      title: "There is no prompt",
      cause: "Nothing can be asked.",
      remedy: "Add one to prompts.",
    },
    outFormat: {
      title: "{file} has no known ending",
      cause: "The ending says how it is written.",
      remedy: "Use one of {endings}.",
    },
    outUnwritable: {
      title: "{file} could not be written",
      cause: "{reason}.",
      remedy: "Name a file in a folder that exists and that you may write to.",
    },
    unexpected: {
      title: "The command failed",
      cause: "{reason}.",
      remedy: "This is a fault of Assay.",
    },
  },
  tooLarge: "It is larger than 200 MB",
  notAFile: "It is there already, and no file",
  /** What the system says about files, by its codes. */
  reasons: {
    ENOENT: "There is no such file or folder",
    EACCES: "You aren't allowed to",
    EPERM: "You aren't allowed to",
    EISDIR: "It is a folder",
    ENOTDIR: "A part of the path is a file, not a folder",
    ENOSPC: "The disk is full",
    EDQUOT: "The disk is full",
    EROFS: "The disk is read-only",
    EBUSY: "Another program is using it",
    EMFILE: "Too many files are open",
    ENAMETOOLONG: "Its name is too long",
  } as Record<string, string>,
  whatToDo: "What to do: {remedies}",
  begins: "{prompts}, {columns}, {requests}",
  counted: {
    prompts: { one: "1 prompt", many: "{count} prompts" },
    columns: { one: "1 column", many: "{count} columns" },
    requests: { one: "1 request", many: "{count} requests" },
  },
  progress: { requests: "{done} of {of} requests, {failed} failed" },
  durations: { seconds: "{count} s", minutes: "{count} min", hours: "{count} h" },
  left: ", {time} left",
  waiting: "; {wait}",
  waitingMore: "; {wait}, and {count} more",
  took: ", in {time}",
  interrupted: "Interrupted. What was measured is written.",
  failedLike: "{count} failed like this:",
  nothingAnswered: "No request was answered.",
  pausedBy: "Because of this the rest was not asked of {names}.",
  differences: "Differences",
  verdicts: "Thresholds",
  cut: "Answers that are not complete",
  written: "Written to {file}.",
  metrics: {
    firstToken: { name: "First token", value: "{value} ms" },
    total: { name: "Total", value: "{value} ms" },
    tokensPerSecond: { name: "Tokens per second", value: "{value}" },
  },
  said: "{metric}: {sentence}",
  between: "{metric}, {b} against {a}: {sentence}",
} as const;
