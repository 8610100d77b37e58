import type { RemedyAction, RemedyCode } from "../contract/diagnosis.ts";
import type { NetworkProblem, NetworkRemedy } from "../contract/network-problems.ts";

const notAsked = "{host} was not asked, so nothing is wrong with the endpoint, the key or the sign-in.";

/** What went wrong on the way to a host, and why. */
export const networkProblems: Record<NetworkProblem, { title: string; cause: string }> = {
  proxy_wants_sign_in: {
    title: "The proxy wants you to sign in",
    cause: `Requests to {host} go through this network's proxy, which asks for a user name and password first (status 407). ${notAsked}`,
  },
  proxy_not_reached: {
    title: "The proxy could not be reached",
    cause: `This computer sends requests to {host} through a proxy, and no connection to that proxy could be made. ${notAsked}`,
  },
  proxy_refused: {
    title: "The proxy did not let the request through to {host}",
    cause:
      "This network's proxy answered that it opens no connection to this host: it does not allow the host, or cannot reach it itself.",
  },
  proxy_settings_wrong: {
    title: "The proxy settings of this computer cannot be used",
    cause: `They name a kind of proxy that is not known, or a script (PAC) that cannot be read. ${notAsked}`,
  },
  proxy_certificate_refused: {
    title: "The proxy's own certificate is not trusted",
    cause: `Requests to {host} go through a proxy that is itself reached over https, and this computer does not trust the proxy. ${notAsked}`,
  },
  client_certificate_wanted: {
    title: "{host} wants a certificate from this computer",
    cause:
      "It lets in only computers that prove with a client certificate who they are (mutual TLS), and was given none that it accepts. Its own certificate is not the problem.",
  },
  secure_connection_failed: {
    title: "No secure connection to {host} could be set up",
    cause:
      "Both sides could not agree on how to encrypt. The port may not speak https, the server may be too old or want a client certificate, or something on the way breaks the connection. It is not a certificate that is not trusted.",
  },
};

/** What helps with each, most likely first, and whether the same request may succeed later. */
export const networkAdvice: Record<NetworkProblem, { remedies: RemedyCode[]; retryable: boolean }> = {
  proxy_wants_sign_in: { remedies: ["pass_proxy_sign_in", "check_proxy"], retryable: true },
  proxy_not_reached: { remedies: ["check_proxy"], retryable: true },
  proxy_refused: { remedies: ["allow_in_proxy", "check_endpoint", "check_proxy"], retryable: true },
  proxy_settings_wrong: { remedies: ["check_proxy"], retryable: true },
  proxy_certificate_refused: { remedies: ["check_certificate", "check_proxy"], retryable: false },
  client_certificate_wanted: { remedies: ["other_address", "check_endpoint"], retryable: false },
  secure_connection_failed: { remedies: ["check_protocol", "check_network"], retryable: true },
};

/** What to do about it, and the button that begins it. */
export const networkRemedies: Record<NetworkRemedy, { text: string; action: RemedyAction | null }> = {
  pass_proxy_sign_in: {
    text: "Ask your IT department to let this host through without a user name and password, or with the sign-in of Windows or Kerberos, which is used by itself.",
    action: "copy_report",
  },
  check_proxy: {
    text: "Check the proxy in this computer's network settings: is it the right one for the network you are in, and does it need the VPN? Then try again.",
    action: "retry",
  },
  allow_in_proxy: {
    text: "Ask your IT department to allow this host in the proxy.",
    action: "copy_report",
  },
  other_address: {
    text: "Ask whoever runs it for an address that takes a key or a sign-in alone: Assay sends no client certificates.",
    action: "copy_report",
  },
  check_protocol: {
    text: "Check the host and the port of the endpoint: Foundry answers over https on port 443.",
    action: "edit_endpoint",
  },
};
