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
  /** How records say what is asked and answered, by `Shape`. */
  shapes: {
    messages: "Chat messages",
    prompt_completion: "Prompt and completion",
    alpaca: "Alpaca (instruction, input, output)",
    sharegpt: "ShareGPT (conversations)",
    preference: "Preferred and non-preferred answers",
    grader: "Prompts with a reference answer",
    columns: "Columns",
    text: "Lines of text",
  },
  /** Why a record could not be mapped, by `UnmappedWhy` of `main/datasets/shapes/map.ts`. It is kept as it was. */
  unmapped: {
    broken: "It can't be read",
    not_an_object: "It isn't an object with fields",
    no_messages: "It has no list of messages that each say who speaks",
    no_prompt: "It has nothing that could be the prompt",
    no_answer: "It has no answer",
    no_pair: "It doesn't have two answers to the same prompt",
    not_asked_last: "Its last message before the answer isn't from the user",
  },
  /** What is wrong with a record that can't be read, by `BrokenWhy` of `main/datasets/reading/record.ts`. */
  broken: {
    ends_early: "It breaks off: a quote or a bracket is never closed",
    unexpected: "It isn't JSON from here on",
    control_character: "A string contains a line break, tab or other control character that isn't escaped",
    bad_escape: "A backslash in a string is followed by something JSON has no meaning for",
    more_after: "There is more after the end of its JSON",
    too_deep: "It has more than 200 lists and objects inside each other",
    too_many_cells: "It has more cells than the table has columns",
    open_quote: "A quote is opened and never closed",
    after_quote: "There is more text between the end of a quote and the end of its cell",
  },
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
  dataset_changed: {
    title: "This file changed while it was being read",
    cause: "Another program wrote to it, moved it or deleted it. Nothing of it was kept.",
  },
  dataset_bomb: {
    title: "This file unpacks to far more than it should",
    cause:
      "Compressed files are unpacked up to 4 GB, and no data packs as tightly as this. Nothing of it was kept.",
  },
  dataset_zip: {
    title: "This file is a ZIP archive or a workbook",
    cause:
      "Excel workbooks (.xlsx) are ZIP archives too. Data is read from JSONL, JSON, CSV, TSV and Parquet.",
  },
  dataset_gzip: {
    title: "This compressed file is damaged",
    cause: "It breaks off, or its contents don't match its checksum. Nothing of it was kept.",
  },
  dataset_gzip_twice: {
    title: "This file is compressed twice",
    cause: "Inside the gzip file is another one. Only one layer is unpacked.",
  },
  dataset_gzip_parquet: {
    title: "This is a Parquet file inside a gzip file",
    cause: "Parquet is compressed by itself, and can only be read from its end.",
  },
  dataset_parquet: {
    title: "This Parquet file can't be read",
    cause: "It's damaged or encrypted, or it uses a feature of Parquet that isn't supported.",
  },
};

/** What helps with it. */
export const datasetRemedies = {
  check_data: {
    text: "Put the file right, or save it as JSONL, CSV or text in UTF-8, and choose it again.",
    action: null,
  },
  pick_file: { text: "Choose the file again.", action: null },
  unpack_file: { text: "Unpack it, or save its data as JSONL or CSV, and choose that file.", action: null },
};
