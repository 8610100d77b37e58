import type { RuleWords } from "./rule-words.ts";

/** The words of all rules of datasets. */
export const datasetRules = {
  empty_line: {
    title: "Empty line",
    meaning: "The line has nothing in it. The service counts it as an example that isn't JSON.",
    fix: "Remove the line",
  },
  not_json: {
    title: "Not valid JSON at column {column}: {what}",
    meaning: "The service reads each line as JSON and refuses a file in which it can't.",
    fix: "Correct the notation, or remove the line if it can't be read",
  },
  not_an_object: {
    title: "The line isn't a JSON object",
    meaning: "Each line has to be one object in braces. The service refuses other values.",
    fix: "Wrap a list of messages in an object, or remove the line",
  },
  repeated_name: {
    title: "“{name}” appears more than once in the same object",
    meaning: "Only the last value counts for most programs. The earlier ones are lost without a word.",
    fix: "Keep the last value and remove the earlier one",
  },
  lone_surrogate: {
    title: "Half a character ({code})",
    meaning:
      "One half of a character that is written in two is missing, so the text can't be saved as UTF-8.",
    fix: "Remove the half character",
  },
  control_character: {
    title: "Invisible control character ({code})",
    meaning: "Such characters come from damaged or converted text. The model would learn to write them.",
    fix: "Remove the character",
  },
  byte_order_mark: {
    title: "Byte order mark within the text",
    meaning:
      "It belongs at the beginning of a file only. Here it is an invisible character that the model would learn.",
    fix: "Remove the mark",
  },
  nested_too_deeply: {
    title: "Nested more than {limit} levels deep",
    meaning: "No training row needs this many levels. The other rules don't look into this row.",
  },
  row_too_long: {
    title: "The row has {megabytes} MB",
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
    meaning: "There is nothing in this example to learn from.",
    fix: "Remove the row",
  },
  last_not_assistant: {
    title: "The last message isn't from the assistant",
    meaning: "The model learns from the assistant's answers. What follows the last one can't be learned.",
    fix: "Remove the messages after the last answer",
  },
  assistant_missing: {
    title: "No message from the assistant",
    meaning: "There is no answer in this example to learn from.",
    fix: "Remove the row",
  },
  user_missing: {
    title: "No message from the user",
    meaning: "The model would learn to answer without having been asked.",
  },
  system_not_first: {
    title: "The system message isn't first",
    meaning: "Instructions usually come before the conversation. Here they begin in the middle of it.",
    fix: "Move it to the beginning",
  },
  speaker_twice: {
    title: "Two messages from the {role} in a row",
    meaning: "User and assistant usually take turns. A message in between may be missing.",
    fix: "Join the two messages",
  },
  unknown_field: {
    title: "Unknown field “{name}”",
    meaning: "The service refuses an example that has fields it doesn't know.",
    fix: "Remove the field",
  },
  message_not_object: {
    title: "The message isn't an object",
    meaning: "Each message has to be an object with a role and a content.",
  },
  role_missing: {
    title: "The message has no role",
    meaning: "Each message has to say who speaks: system, user, assistant or tool.",
    fix: "Use the name “role” for the field “from”",
  },
  role_unknown: {
    title: "Unknown role: {role}",
    meaning: "The roles are system, developer, user, assistant and tool.",
    fix: "Use the service's name for this role",
  },
  content_missing: {
    title: "The message has no content",
    meaning: "Only a message of the assistant that calls a tool may be without content.",
    fix: "Use the name “content” for the field “value”",
  },
  content_wrong_kind: {
    title: "The content is neither text nor a list of parts",
    meaning: "A content has to be a text, or a list of texts and images.",
    fix: "Turn it into text",
  },
  part_wrong: {
    title: "Unknown kind of content part",
    meaning: "A part has to be a text or an image, and its type has to say so.",
    fix: "Add the type",
  },
  content_empty: {
    title: "The message is empty",
    meaning:
      "Empty text is often what is left of a template that failed. The model would learn to say nothing.",
    fix: "Remove the empty system message, or else the row",
  },
  unknown_message_field: {
    title: "Unknown field “{name}” in a message",
    meaning: "The service doesn't know this field. It may ignore it or refuse the row.",
    fix: "Remove the field",
  },
  answer_spaces: {
    title: "The answer begins or ends with white space",
    meaning: "The model would learn to write these spaces or line breaks too.",
    fix: "Remove the white space around the answer",
  },
  template_leftover: {
    title: "{leftover} was never filled in",
    meaning: "This looks like a place in a template. The model would learn it as it is.",
  },
  weight_wrong: {
    title: "The weight is neither 0 nor 1",
    meaning:
      "A weight of 0 leaves an answer out of the training, 1 keeps it in. There is nothing in between.",
    fix: "Use the number that is meant, or remove the weight",
  },
  weight_not_assistant: {
    title: "A weight on a message that isn't the assistant's",
    meaning: "Only the assistant's messages are learned, so only they can have a weight.",
    fix: "Remove the weight",
  },
  weights_all_zero: {
    title: "All answers have the weight 0",
    meaning: "Nothing is learned from this example, but it counts as one.",
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
    meaning: "A name has 1 to 64 letters, digits, underscores and hyphens.",
  },
  tool_parameters_wrong: {
    title: "The parameters of “{name}” aren't a schema of an object",
    meaning: "Parameters are described by a JSON schema of the type “object”.",
    fix: "Turn the text into the schema it contains",
  },
  tool_calls_wrong: {
    title: "The tool calls are malformed",
    meaning: "Calls have to be in a list with at least one call that has a “function”.",
  },
  call_id_missing: {
    title: "The tool call has no ID",
    meaning: "Without an ID no answer can belong to the call.",
  },
  call_unknown_function: {
    title: "“{name}” is called but not declared",
    meaning: "The row's tools don't include this function. The model would learn to call what isn't there.",
  },
  call_arguments_not_text: {
    title: "The arguments aren't text",
    meaning: "Arguments are JSON written as a text, in quotation marks.",
    fix: "Write the arguments as text",
  },
  call_arguments_not_json: {
    title: "The arguments aren't a JSON object",
    meaning: "The model would learn to write arguments that no program can read.",
    fix: "Correct the notation",
  },
  tool_call_id_missing: {
    title: "The tool's answer doesn't say which call it belongs to",
    meaning: "A message of the role “tool” needs the “tool_call_id” of the call it answers.",
    fix: "Use the ID of the only open call",
  },
  tool_call_id_unknown: {
    title: "No call has the ID “{id}”",
    meaning: "The tool's answer belongs to a call that isn't in this row.",
    fix: "Use the ID of the only open call",
  },
  call_unanswered: {
    title: "The call “{id}” has no answer",
    meaning: "The conversation goes on although the tool hasn't answered.",
  },
  functions_old: {
    title: "Old notation for functions",
    meaning:
      "“functions” and “function_call” are still accepted but deprecated. Use “tools” and “tool_calls”.",
  },
  functions_and_tools: {
    title: "Both “functions” and “tools”",
    meaning: "The old and the new notation are mixed. The service may refuse the row or ignore one of them.",
  },
  input_missing: {
    title: "No “input”",
    meaning: "A preference pair needs an input with the messages before the two answers.",
  },
  output_missing: {
    title: "No messages in “{name}”",
    meaning: "A preference pair needs a better and a worse answer, each as a list of messages.",
  },
  output_role: {
    title: "A message from the {role} in an answer",
    meaning: "The two answers may only have messages of the roles assistant and tool.",
  },
  output_no_assistant: {
    title: "No message from the assistant in “{name}”",
    meaning: "Each of the two answers needs at least one message from the assistant.",
  },
  output_several: {
    title: "More than one answer in “{name}”",
    meaning: "A pair compares two answers only. Further ones belong in rows of their own.",
  },
  preference_extra_field: {
    title: "“{name}” doesn't belong in a preference pair",
    meaning:
      "A row has exactly an input, a preferred and a non-preferred output. The service refuses others.",
    fix: "Remove the field",
  },
  outputs_identical: {
    title: "Both answers are the same",
    meaning: "Nothing can be preferred here, so nothing is learned.",
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
    meaning: "Prompts that ask for the model's reasoning have set off the service's filter.",
  },
  image_not_user: {
    title: "An image in a message of the role “{role}”",
    meaning: "Images may only be in the user's messages.",
  },
  image_malformed: {
    title: "The image has no address",
    meaning: "An image part needs an “image_url” with a “url”.",
    fix: "Write the address as the service expects it",
  },
  image_kind: {
    title: "Not a JPEG, PNG or WEBP image",
    meaning: "The service learns from these three formats only.",
  },
  image_kind_differs: {
    title: "Declared as {kind} but it is {is}",
    meaning: "The image's bytes are of another format than its address says.",
    fix: "Declare the format it has",
  },
  image_too_large: {
    title: "The image has {megabytes} MB",
    meaning: "An image may have at most 10 MB.",
  },
  images_too_many: {
    title: "{count} images in one example",
    meaning: "An example may have at most 64 images.",
  },
  image_detail: {
    title: "Unknown detail “{detail}”",
    meaning: "The detail of an image is low, high or auto.",
    fix: "Use the detail that is meant, or remove it",
  },
  image_address: {
    title: "Not an address of an image",
    meaning:
      "An image needs an address that begins with https:// or http://, or has to be in the row as data.",
  },
  image_address_private: {
    title: "{host} can't be reached from outside",
    meaning: "The service has to download the image. This address only works in your own network.",
  },
  image_base64: {
    title: "The image's data is damaged",
    meaning: "The data of an image in a row has to be in Base64 and complete.",
  },
  image_missing: {
    title: "No image in this example",
    meaning: "The dataset is meant for training with images. This row has none.",
  },
  special_token: {
    title: "Forbidden token {token}",
    meaning:
      "Text that marks the parts of a conversation for the model can't be trained. The job would fail.",
    fix: "Remove the token from the text",
  },
  refused_text: {
    title: "{token} was refused on {date}",
    meaning: "The service has refused this text in training data before.",
    fix: "Remove it from the text",
  },
  too_many_tokens: {
    title: "{tokens} tokens; the model accepts {limit}",
    meaning: "The example is longer than the model's limit. What is beyond it would be cut off or refused.",
  },
  maybe_too_many_tokens: {
    title: "{tokens} tokens; the limit may be {limit}",
    meaning:
      "No page says how long an example may be for this model. For others the lowest limit is {limit}.",
  },
  too_few_examples: {
    title: "Too few examples: {rows}",
    meaning: "The service needs at least {fewest} examples to train a model.",
  },
  too_many_image_examples: {
    title: "{rows} examples with images",
    meaning: "A file may have at most 50,000 examples with images.",
  },
  file_too_large: {
    title: "The file has {megabytes} MB",
    meaning: "The service accepts files of at most 512 MB.",
  },
  file_over_portal: {
    title: "Too large for the portal: {megabytes} MB",
    meaning: "The portal accepts files of at most 200 MB. Up to 512 MB can be uploaded from here.",
  },
  file_needs_uploads: {
    title: "Large file: {megabytes} MB",
    meaning:
      "Files of more than about 100 MB should be uploaded in parts. In one piece they have seemed to arrive, and the job failed.",
  },
  too_many_evaluation_rows: {
    title: "{rows} rows",
    meaning: "An evaluation accepts at most 100,000 rows.",
  },
  too_many_training_tokens: {
    title: "{tokens} tokens, {epochs} epochs",
    meaning: "A job may have at most 2 billion tokens, all epochs taken together.",
  },
  validation_missing: {
    title: "No validation rows",
    meaning: "Reinforcement training needs a validation file as well.",
  },
  byte_order_mark_missing: {
    title: "No byte order mark",
    meaning: "An older page of the service asks for one, the newer ones don't. It is rarely a problem.",
  },
  images_of_people: {
    title: "{rows} examples with images: some may be skipped",
    meaning: "The service skips images with people, faces or CAPTCHAs without telling you.",
  },
  images_need_model: {
    title: "The images need a model that learns from them",
    meaning: "Only GPT-4o (2024-08-06) and GPT-4.1 (2025-04-14) are said to. Choose one of them.",
  },
} as const satisfies Record<string, RuleWords>;

/** What can be wrong with the notation of a line. */
export const jsonFaults = {
  mark: "a byte order mark stands before it",
  more: "something follows after its end",
  cut: "it breaks off",
  comma: "a comma is missing",
  trailing_comma: "a comma stands before the closing bracket",
  unexpected: "this character can't be here",
  single_quotes: "single quotes instead of double ones",
  name: "a name without quotation marks",
  colon: "a colon is missing after the name",
  python: "a word of Python instead of JSON",
  number: "not a number that JSON knows",
  word: "text without quotation marks",
  raw_control: "a line break, tab or control character in a text isn't escaped",
  escape: "a backslash before a character that needs none",
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
