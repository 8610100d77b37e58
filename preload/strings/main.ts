/** Words the main process itself writes: names it gives, and dialogs it shows before there is a window. */
export const mainStrings = {
  sandboxName: "Sandbox",
  newerDatabase: {
    title: "This profile belongs to a newer Assay",
    text: "A newer version has written {file}. Nothing in it was changed. Install that version, or start with another profile folder.",
  },
  unreadableDatabase: {
    title: "The conversations could not be opened",
    text: "{file} could not be read: {reason}. Nothing in it was changed. Move it away to start afresh, or restore a copy.",
  },
} as const;
