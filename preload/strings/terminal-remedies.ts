import type { RemedyCode } from "../contract/diagnosis.ts";

/** What to do in a terminal, where the usual words name what only a window has; null where nothing in a terminal does it. */
export const terminalRemedies: Partial<Record<RemedyCode, string | null>> = {
  pick_file: "Check the path, and that you may read the file.",
  check_file: "Use a file as it was exported, unchanged.",
  check_data: "Fix the file, or save it as JSONL, CSV, or text in UTF-8.",
  pick_data_files: "Name a folder that contains data files, or the files themselves.",
  unpack_file: "Unpack it, or save its data as JSONL or CSV.",
  enter_key: "Put the new key into the environment variable that keyFrom names.",
  name_deployment: "Check the deployment's name in the config.",
  pick_deployment: "Name another deployment in the config.",
  pick_chat_model:
    "Name a deployment that answers in text in the config: those for embeddings, images, speech, and video don't.",
  pick_completions:
    "Name a deployment of a model that chat completions, Responses, or Claude Messages serve.",
  confirm_gateway:
    "If this is your organization's gateway to Foundry, put its host into gateway in the config.",
  allow_tokens: "Use an API key (keyFrom), or put the gateway's host into gateway in the config.",
  set_key_header: "Put the header that the gateway expects into keyHeader in the config.",
  connect_microsoft: "Get a new access token, and put it into the environment variable that tokenFrom names.",
  reconnect: null,
  use_browser: null,
  use_key: "Use an API key (keyFrom), which needs no sign-in.",
  use_directory:
    "Get the token from the directory of the resource: its overview in the Azure portal names it.",
  register_app: null,
  report: null,
  shorten_prompt: "Send less text.",
  lower_max_tokens: "Lower maxTokens in the config, or leave it out.",
  raise_limit: "Raise maxTokens in the config, leave it out, or lower reasoningEffort.",
  unset_parameter: "Leave the parameter out of the config.",
  change_parameter: "Give the parameter another value in the config, or leave it out.",
};
