/** Words for the files a person uploads. */
export const datasets = {
  choose: "Choose files",
  drop: "or drop them here",
  kindsText: "JSONL, CSV or text, at most 512 MB each. They are checked, and copied into the profile folder.",
  checking: { one: "Checking a file …", many: "Checking {count} files …" },
  list: "Your files",
  none: "No file is kept yet. Files can also be added later.",
  reading: "Reading your files …",
  use: "Use {name}",
  kinds: { jsonl: "JSONL", csv: "CSV", text: "Text" },
  rows: {
    jsonl: { one: "1 example", many: "{count} examples" },
    csv: { one: "1 record", many: "{count} records" },
    text: { one: "1 line", many: "{count} lines" },
  },
  refused: "{name}: {title}.",
  dropTooLarge: "{name} is larger than 20 MB. Choose it with the button instead.",
  rename: "Rename {name}",
  newName: "New name of {name}",
  remove: "Delete {name}",
  removed: "{name} was deleted.",
  undo: "Undo",
} as const;

/** What can be wrong with a file. */
export const datasetDiagnoses = {
  dataset_binary: {
    title: "This file is not a text",
    cause:
      "It holds bytes that no text holds, as pictures, archives and spreadsheets do. Nothing of it was kept.",
  },
  dataset_encoding: {
    title: "This file's letters cannot be read",
    cause: "It is not UTF-8, UTF-16 or Windows-1252, or it is damaged. Nothing of it was kept.",
  },
  dataset_empty: {
    title: "This file has no data",
    cause: "There is no line in it, or in CSV none below the first, which names the columns.",
  },
  dataset_too_large: {
    title: "This file is larger than 512 MB",
    cause: "The service takes no larger one for training.",
  },
  dataset_unreadable: {
    title: "This file could not be read",
    cause: "It is gone, it is no file, or reading it is not allowed.",
  },
  dataset_bad_line: {
    title: "Line {line} is wrong: {what}",
    cause: "The lines before it are right. Nothing of the file was kept.",
  },
};

/** What helps with it. */
export const datasetRemedies = {
  check_data: {
    text: "Put the file right, or save it as JSONL, CSV or text in UTF-8, and choose it again.",
    action: null,
  },
  pick_file: { text: "Choose the file again.", action: null },
};
