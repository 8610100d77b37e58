import type { RemedyAction, RemedyCode } from "../contract/diagnosis.ts";
import type { LocalServerProblem, LocalServerRemedy } from "../contract/local-servers.ts";

/** Words for servers of models on this computer. */
export const localServers = {
  tab: "This computer",
  title: "Models on this computer",
  text: "Ollama, LM Studio, llama.cpp, vLLM and Foundry Local serve models on this computer. Once connected, those stand beside your deployments in chat and in Compare. Assay asks them here and nowhere else.",
  looks: "Only the ports that these programs usually have are tried, on this computer.",
  addressTitle: "Another port",
  address:
    "Paste the address that the server prints, such as http://localhost:5273, as the endpoint under API Key. A key is needed only if the server was started with one.",
  toAddress: "Enter an address",
  find: "Look for local servers",
  findAgain: "Look again",
  finding: "Looking …",
  found: { one: "1 server answered.", many: "{count} servers answered." },
  nothing:
    "No server answered on the usual ports. Start one, or enter its address. Foundry Local chooses its port itself: the command “foundry service status” says which.",
  connect: "Connect",
  connectTo: "Connect {name}",
  keyFor: "Enter a key for {name}",
  connected: "Connected",
  models: { none: "no models", one: "1 model", many: "{count} models" },
  wantsKey: "asks for a key",
  unnamed: "A server",
  keyNotNeeded: "usually none for a server on this computer",
  here: "{name} (on this computer)",
  kind: "On this computer",
  enterKey: "Enter a key",
} as const;

/** What is wrong with such a server: what happened, and why. */
export const localServerProblems: Record<LocalServerProblem, { title: string; cause: string }> = {
  local_server_not_running: {
    title: "No server is running at {host}",
    cause: "Nothing on this computer listens on this port: the server is not started, or has another port.",
  },
  local_server_unknown: {
    title: "{host} does not list models",
    cause: "Something answers on this port, but not as a server of models does, or only with a key.",
  },
  local_server_wants_key: {
    title: "The server at {host} asks for a key",
    cause: "It was started with a key of its own, and none was sent, or another one.",
  },
  local_server_without_sign_in: {
    title: "A server on this computer takes no Microsoft sign-in",
    cause: "{host} is not Microsoft's, so no sign-in goes there.",
  },
  local_model_missing: {
    title: "The server has no model {deployment} ready",
    cause: "It is not downloaded, not loaded, or could not be loaded. The server's own words say which.",
  },
  local_model_loading: {
    title: "{deployment} is still being loaded",
    cause: "The server reads the model from the disk, which takes up to some minutes for a large one.",
  },
  local_no_models: {
    title: "The server has no models yet",
    cause: "It answered, and lists none. A model has to be downloaded into it first.",
  },
};

/** What to do about it. */
export const localServerRemedies: Record<LocalServerRemedy, { text: string; action: RemedyAction | null }> = {
  start_local_server: {
    text: "Start it: “ollama serve”, “lms server start” for LM Studio, “foundry service start” for Foundry Local, “llama-server -m FILE”, or “vllm serve MODEL”. What it prints then is its address.",
    action: "retry",
  },
  check_port: {
    text: "Check the address: the port is the one that the server prints when it starts.",
    action: "edit_endpoint",
  },
  local_server_key: {
    text: "Enter the key that it was started with, such as the one after --api-key.",
    action: "enter_key",
  },
  load_local_model: {
    text: "Get or load the model: “ollama pull MODEL”, “lms load MODEL”, “foundry model run MODEL”. Then read the list again.",
    action: "retry",
  },
  wait_for_model: { text: "Wait until it is loaded, then ask again.", action: "retry" },
};

/** What helps with each, most likely first. */
export const localServerAdvice: Record<LocalServerProblem, { remedies: RemedyCode[]; retryable: boolean }> = {
  local_server_not_running: { remedies: ["start_local_server", "check_port"], retryable: true },
  local_server_unknown: { remedies: ["check_port", "local_server_key"], retryable: false },
  local_server_wants_key: { remedies: ["local_server_key"], retryable: false },
  local_server_without_sign_in: { remedies: ["use_key", "check_port"], retryable: false },
  local_model_missing: { remedies: ["load_local_model", "pick_deployment"], retryable: true },
  local_model_loading: { remedies: ["wait_for_model"], retryable: true },
  local_no_models: { remedies: ["load_local_model"], retryable: true },
};
