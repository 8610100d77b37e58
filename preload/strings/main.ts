/** Words the main process itself writes: names it gives, and dialogs it shows before there is a window. */
export const mainStrings = {
  sandboxName: "Sandbox",
  question: "Question",
  answer: "Answer",
  /** What the model is asked when an answer that was cut is gone on with. */
  continueAnswer:
    "Your answer was cut off. Go on exactly where it stopped, in the same form, without repeating anything and without a remark about it.",
  signIn: "Sign in",
  signInDone: "You are signed in. This page can be closed; go back to Assay.",
  signInNotDone: "The sign-in was not completed. This page can be closed; Assay says more.",
  copyLink: "Copy link",
  noSuggestions: "No suggestions",
  go: "Go",
  commands: {
    palette: "Commands",
    newConversation: "New conversation",
    search: "Search all messages",
    home: "Home",
    chat: "Chat",
    compare: "Compare",
    models: "Models",
    deployments: "Deployments",
    integrations: "Integrations",
    settings: "Settings",
    help: "Help",
  },
  conversationFiles: "Conversations",
  markdownFiles: "Markdown",
  runFiles: "Comparisons",
  dataFiles: "JSONL, CSV and text",
  promptFiles: "Prompts",
  tableFiles: "CSV",
  votes: {
    files: "Votes",
    scoreboard: "Scoreboard",
    /** What sets one contestant apart from another with the same deployment. */
    prompt: "prompt “{text}”",
    system: "told “{text}”",
  },
  datasets: {
    notAnObject: "it is no object, and each line has to be one",
    notJson: "it is not JSON",
    columns: "it has another number of columns than the first line",
    openQuote: "a quote is opened and never closed",
    tooLong: "it is longer than any line should be",
    badRecord: "it is not CSV ({code})",
  },
  modelFiles: "Models",
  copyOf: "{name} (copy)",
  stillWriting: {
    title: "Assay is still writing",
    text: "An answer has not ended yet. It is kept as it comes, and Assay ends when it is complete.",
  },
  newerDatabase: {
    title: "This profile belongs to a newer Assay",
    text: "A newer version has written {file}. Nothing in it was changed. Install that version, or start with another profile folder.",
  },
  unreadableDatabase: {
    title: "The conversations could not be opened",
    text: "{file} could not be read: {reason}. Nothing in it was changed. Move it away to start afresh, or restore a copy.",
  },
} as const;
