import type { RuleWords } from "./rule-words.ts";

/** The words of all rules of datasets. */
export const datasetRules = {
  empty_line: {
    title: "Empty line",
    meaning: "The line is blank. The service counts it as an example that isn't JSON.",
    fix: "Remove the line",
  },
  not_json: {
    title: "Not valid JSON at column {column}: {what}",
    group: "Not valid JSON",
    meaning: "The service reads each line as JSON and refuses a file with a line it can't read.",
    fix: "Correct the JSON, or remove the line if it can't be read",
  },
  not_an_object: {
    title: "The line isn't a JSON object",
    meaning: "Each line has to be one object, in braces. The service refuses anything else.",
    fix: "Wrap a list of messages in an object, or remove the line",
  },
  repeated_name: {
    title: "“{name}” appears more than once in the same object",
    group: "A name appears more than once in the same object",
    meaning: "Most programs keep only the last value and silently drop the others.",
    fix: "Keep the last value and remove the earlier one",
  },
  lone_surrogate: {
    title: "Half a character ({code})",
    meaning: "The other half of this two-part character is missing, so the text can't be saved as UTF-8.",
    fix: "Remove the half character",
  },
  control_character: {
    title: "Invisible control character ({code})",
    meaning: "Characters like this come from damaged or converted text. The model would learn to write them.",
    fix: "Remove the character",
  },
  byte_order_mark: {
    title: "Byte order mark within the text",
    meaning:
      "It belongs only at the start of a file. Here it's an invisible character that the model would learn.",
    fix: "Remove the mark",
  },
  nested_too_deeply: {
    title: "Nested more than {limit} levels deep",
    group: "Nested too deeply",
    meaning: "No training row needs this many levels. The other rules skip this row.",
  },
  row_too_long: {
    title: "The row is {megabytes} MB",
    group: "The row is too large",
    meaning: "An evaluation accepts at most 2 MB per row.",
  },
  messages_missing: {
    title: "No “messages”",
    meaning: "Each example needs a list of messages under this name.",
  },
  messages_not_list: {
    title: "“messages” isn't a list",
    meaning: "The messages have to be in a list, in square brackets.",
  },
  messages_empty: {
    title: "No messages",
    meaning: "There's nothing to learn from in this example.",
    fix: "Remove the row",
  },
  last_not_assistant: {
    title: "The last message isn't from the assistant",
    meaning: "The model learns from the assistant's answers. Nothing after the last one is learned.",
    fix: "Remove the messages after the last answer",
  },
  assistant_missing: {
    title: "No message from the assistant",
    meaning: "There's no answer to learn from in this example.",
    fix: "Remove the row",
  },
  user_missing: {
    title: "No message from the user",
    meaning: "The model would learn to answer without having been asked.",
  },
  system_not_first: {
    title: "The system message isn't first",
    meaning: "Instructions usually come before the conversation. Here they come in the middle of it.",
    fix: "Move it to the beginning",
  },
  speaker_twice: {
    title: "Two messages in a row from the {role}",
    group: "Two messages in a row from the same role",
    meaning: "The user and the assistant usually take turns. A message in between may be missing.",
    fix: "Join the two messages",
  },
  unknown_field: {
    title: "Unknown field “{name}”",
    group: "Unknown field",
    meaning: "The service refuses an example that has fields it doesn't know.",
    fix: "Remove the field",
  },
  message_not_object: {
    title: "The message isn't an object",
    meaning: "Each message has to be an object with a role and content.",
  },
  role_missing: {
    title: "The message has no role",
    meaning: "Each message has to say who speaks: system, user, assistant or tool.",
    fix: "Rename the field “from” to “role”",
  },
  role_unknown: {
    title: "Unknown role: {role}",
    group: "Unknown role",
    meaning: "The roles are system, developer, user, assistant and tool.",
    fix: "Use the service's name for this role",
  },
  content_missing: {
    title: "The message has no content",
    meaning: "Only an assistant message that calls a tool can have no content.",
    fix: "Rename the field “value” to “content”",
  },
  content_wrong_kind: {
    title: "The content is neither text nor a list of parts",
    meaning: "Content has to be text, or a list of texts and images.",
    fix: "Turn it into text",
  },
  part_wrong: {
    title: "Unknown kind of content part",
    meaning: "A part has to be text or an image, and its type has to say so.",
    fix: "Add the type",
  },
  content_empty: {
    title: "The message is empty",
    meaning:
      "Empty text is often left over from a template that failed. The model would learn to say nothing.",
    fix: "Remove the empty system message, or else the row",
  },
  unknown_message_field: {
    title: "Unknown field “{name}” in a message",
    group: "Unknown field in a message",
    meaning: "The service doesn't know this field. It may ignore it or refuse the row.",
    fix: "Remove the field",
  },
  answer_spaces: {
    title: "The answer starts or ends with whitespace",
    meaning: "The model would learn to write these spaces or line breaks too.",
    fix: "Remove the whitespace around the answer",
  },
  template_leftover: {
    title: "{leftover} was never filled in",
    group: "A placeholder was never filled in",
    meaning: "This looks like a placeholder in a template. The model would learn it as is.",
  },
  weight_wrong: {
    title: "The weight is neither 0 nor 1",
    meaning: "A weight of 0 leaves an answer out of training, and 1 includes it. Nothing else is allowed.",
    fix: "Use the number that is meant, or remove the weight",
  },
  weight_not_assistant: {
    title: "A weight on a message that isn't the assistant's",
    meaning: "The model learns only from the assistant's messages, so only they can have a weight.",
    fix: "Remove the weight",
  },
  weights_all_zero: {
    title: "Every answer has a weight of 0",
    meaning: "The model learns nothing from this example, but it still counts as one.",
    fix: "Remove the row",
  },
  tools_not_list: {
    title: "The tools aren't a list",
    meaning: "Tools have to be in a list, in square brackets.",
  },
  tool_malformed: {
    title: "The tool isn't declared as a function",
    meaning: "A tool has to be an object with the type “function” and a “function” that has a name.",
    fix: "Declare it as a function",
  },
  tool_name_wrong: {
    title: "Invalid function name: “{name}”",
    group: "Invalid function name",
    meaning: "A name has 1 to 64 letters, digits, underscores and hyphens.",
  },
  tool_parameters_wrong: {
    title: "The parameters of “{name}” aren't a schema of an object",
    group: "A tool's parameters aren't a schema of an object",
    meaning: "Parameters are described by a JSON schema of the type “object”.",
    fix: "Turn the text into the schema it contains",
  },
  tool_calls_wrong: {
    title: "The tool calls are malformed",
    meaning: "Calls have to be in a list with at least one call that has a “function”.",
  },
  call_id_missing: {
    title: "The tool call has no ID",
    meaning: "Without an ID, no result can be matched to the call.",
  },
  call_unknown_function: {
    title: "“{name}” is called but not declared",
    group: "A function is called but not declared",
    meaning: "The row's tools don't include this function. The model would learn to call what isn't there.",
  },
  call_arguments_not_text: {
    title: "The arguments aren't text",
    meaning: "Arguments have to be JSON written as text, in quotation marks.",
    fix: "Write the arguments as text",
  },
  call_arguments_not_json: {
    title: "The arguments aren't a JSON object",
    meaning: "The model would learn to write arguments that no program can read.",
    fix: "Correct the JSON",
  },
  tool_call_id_missing: {
    title: "The tool result doesn't say which call it belongs to",
    meaning: "A message with the role “tool” needs the “tool_call_id” of the call it answers.",
    fix: "Use the ID of the only open call",
  },
  tool_call_id_unknown: {
    title: "No call has the ID “{id}”",
    group: "A tool result for an unknown call",
    meaning: "The tool result belongs to a call that isn't in this row.",
    fix: "Use the ID of the only open call",
  },
  call_unanswered: {
    title: "The call “{id}” has no result",
    group: "A call has no result",
    meaning: "The conversation goes on before the tool has answered.",
  },
  functions_old: {
    title: "Old format for functions",
    meaning:
      "“functions” and “function_call” are still accepted but deprecated. Use “tools” and “tool_calls”.",
  },
  functions_and_tools: {
    title: "Both “functions” and “tools”",
    meaning: "The old and the new format are mixed. The service may refuse the row or ignore one of them.",
  },
  input_missing: {
    title: "No “input”",
    meaning: "A preference pair needs an input with the messages before the two answers.",
  },
  output_missing: {
    title: "No messages in “{name}”",
    group: "An answer has no messages",
    meaning: "A preference pair needs a better and a worse answer, each as a list of messages.",
  },
  output_role: {
    title: "A message from the {role} in an answer",
    group: "A message in an answer has the wrong role",
    meaning: "The two answers can have messages only from the assistant and from tools.",
  },
  output_no_assistant: {
    title: "No message from the assistant in “{name}”",
    group: "An answer has no message from the assistant",
    meaning: "Each of the two answers needs at least one message from the assistant.",
  },
  output_several: {
    title: "More than one answer in “{name}”",
    group: "More than two answers",
    meaning: "A pair compares exactly two answers. Put others in rows of their own.",
  },
  preference_extra_field: {
    title: "“{name}” doesn't belong in a preference pair",
    group: "A field doesn't belong in a preference pair",
    meaning:
      "A row has an input, a preferred output, and a non-preferred output. The service refuses other fields.",
    fix: "Remove the field",
  },
  outputs_identical: {
    title: "Both answers are the same",
    meaning: "Neither answer can be preferred, so nothing is learned.",
    fix: "Remove the row",
  },
  input_ends_with_assistant: {
    title: "The input ends with the assistant",
    meaning: "The answers usually follow a message from the user or a tool.",
  },
  last_not_user: {
    title: "The last message isn't from the user",
    meaning:
      "In reinforcement training the model answers the last message itself, so it has to be the user's.",
    fix: "Remove the messages after the user's last one",
  },
  reference_missing: {
    title: "Nothing to grade against",
    meaning: "The row has no fields besides its messages. Most graders need a reference answer.",
  },
  risky_phrase: {
    title: "“{phrase}” in a prompt",
    group: "A prompt asks for reasoning",
    meaning: "Prompts that ask for the model's reasoning have triggered the service's filter.",
  },
  image_not_user: {
    title: "An image in a message with the role “{role}”",
    group: "An image outside the user's messages",
    meaning: "Only the user's messages can have images.",
  },
  image_malformed: {
    title: "The image has no address",
    meaning: "An image part needs an “image_url” with a “url”.",
    fix: "Write the address as the service expects it",
  },
  image_kind: {
    title: "Not a JPEG, PNG or WEBP image",
    meaning: "The service accepts only these three formats.",
  },
  image_kind_differs: {
    title: "Declared as {kind} but is {is}",
    group: "An image is declared in the wrong format",
    meaning: "The image's data is in a different format than its address says.",
    fix: "Declare the format it has",
  },
  image_too_large: {
    title: "The image is {megabytes} MB",
    group: "The image is too large",
    meaning: "An image can be at most 10 MB.",
  },
  images_too_many: {
    title: "{count} images in one example",
    group: "Too many images in one example",
    meaning: "An example can have at most 64 images.",
  },
  image_detail: {
    title: "Unknown detail “{detail}”",
    group: "Unknown image detail",
    meaning: "The detail of an image is low, high, or auto.",
    fix: "Use the detail that is meant, or remove it",
  },
  image_address: {
    title: "Not a valid image address",
    meaning: "An image has to be in the row as data or have an address that starts with https:// or http://.",
  },
  image_address_private: {
    title: "{host} can't be reached from outside",
    group: "An image can't be reached from outside",
    meaning: "The service has to download the image. This address works only in your own network.",
  },
  image_base64: {
    title: "The image's data is damaged",
    meaning: "Image data in a row has to be complete and in Base64.",
  },
  image_missing: {
    title: "No image in this example",
    meaning: "This dataset is for training with images, but this row has none.",
  },
  special_token: {
    title: "Forbidden token {token}",
    group: "Forbidden token",
    meaning: "Tokens that mark the parts of a conversation can't be in training data. The job would fail.",
    fix: "Remove the token from the text",
  },
  refused_text: {
    title: "{token} was refused on {date}",
    group: "Text that was refused before",
    meaning: "The service refused this text in training data before.",
    fix: "Remove it from the text",
  },
  too_many_tokens: {
    title: "{tokens} tokens; the model accepts {limit}",
    group: "More tokens than the model accepts",
    meaning: "The example is longer than the model's limit. The service would cut it off or refuse it.",
  },
  maybe_too_many_tokens: {
    title: "{tokens} tokens; the limit may be {limit}",
    group: "Maybe more tokens than the model accepts",
    meaning: "The limit for this model isn't documented. The lowest limit of other models is {limit}.",
  },
  too_few_examples: {
    title: "Too few examples: {rows}",
    group: "Too few examples",
    meaning: "The service needs at least {fewest} examples to train a model.",
  },
  too_many_image_examples: {
    title: "{rows} examples with images",
    group: "Too many examples with images",
    meaning: "A file can have at most 50,000 examples with images.",
  },
  file_too_large: {
    title: "The file is {megabytes} MB",
    group: "The file is too large",
    meaning: "The service accepts files of at most 512 MB.",
  },
  file_over_portal: {
    title: "Too large for the portal: {megabytes} MB",
    group: "Too large for the portal",
    meaning: "The portal accepts files of at most 200 MB. Up to 512 MB can be uploaded from here.",
  },
  file_needs_uploads: {
    title: "Large file: {megabytes} MB",
    group: "Large file",
    meaning:
      "Upload files over about 100 MB in parts. In one piece, they have seemed to arrive and the job failed.",
  },
  too_many_evaluation_rows: {
    title: "{rows} rows",
    group: "Too many rows",
    meaning: "An evaluation accepts at most 100,000 rows.",
  },
  too_many_training_tokens: {
    title: "{tokens} tokens over {epochs} epochs",
    group: "Too many training tokens",
    meaning: "A job can have at most 2 billion tokens across all epochs.",
  },
  validation_missing: {
    title: "No validation rows",
    meaning: "Reinforcement training also needs a validation file.",
  },
  byte_order_mark_missing: {
    title: "No byte order mark",
    meaning: "An older page of the documentation asks for one; newer ones don't. It's rarely a problem.",
  },
  images_of_people: {
    title: "{rows} examples with images: some may be skipped",
    group: "Some examples with images may be skipped",
    meaning: "The service skips images with people, faces, or CAPTCHAs without telling you.",
  },
  images_need_model: {
    title: "The images need a model that learns from them",
    meaning: "Only GPT-4o (2024-08-06) and GPT-4.1 (2025-04-14) are documented to. Choose one of them.",
  },
} as const satisfies Record<string, RuleWords>;

/** What can be wrong with the notation of a line. */
export const jsonFaults = {
  mark: "a byte order mark comes before it",
  more: "something follows its end",
  cut: "it ends too early",
  comma: "a comma is missing",
  trailing_comma: "a comma before the closing bracket",
  unexpected: "this character can't be here",
  single_quotes: "single quotes instead of double ones",
  name: "a name without quotation marks",
  colon: "a colon is missing after the name",
  python: "a Python word instead of a JSON one",
  number: "not a valid JSON number",
  word: "text without quotation marks",
  raw_control: "a line break, tab, or control character in a text isn't escaped",
  escape: "a backslash before a character that doesn't need one",
  open_string: "a quotation mark is never closed",
} as const;

/** Where rules come from. */
export const ruleSources = {
  rest: "Microsoft: Fine-tuning, REST how-to",
  functions: "Microsoft: Fine-tuning with tools",
  preference: "Microsoft: Direct preference optimization",
  reinforcement: "Microsoft: Reinforcement fine-tuning",
  vision: "Microsoft: Fine-tuning with images",
  models: "Microsoft: Fine-tuning models, as stored in early 2026",
  supportedModels: "Microsoft: Models that can be fine-tuned",
  quotas: "Microsoft: Quotas and limits",
  evaluation: "Microsoft: Evaluation regions and limits",
  specification: "Microsoft: REST specification of Azure OpenAI v1",
  invalidToken: "GitHub: johny-b/llmcomp issue 59",
  noJsonLine: "GitHub: MicrosoftDocs/azure-docs issue 107548",
  noDictionary: "GitHub: OkGoDoIt/OpenAI-API-dotnet issue 59",
  extraField: "A refusal quoted in public: “Example 1 contains an extra …”",
  emptyText: "GitHub: unslothai/unsloth issue 11293",
  largeUploads: "GitHub: microsoft/azure-skills, large-file-uploads.md",
  filter: "GitHub: microsoft/azure-skills, fine-tuning notes",
  refusal: "A refusal that you received",
  json: "RFC 8259 leaves it open; a guess about the service",
  chat: "How chat completions behave; a guess about training",
  care: "Our own judgment",
} as const;
