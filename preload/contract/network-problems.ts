/** Who stood between this computer and the host, or what the host wanted before it would speak at all. */
export type NetworkProblem =
  | "proxy_wants_sign_in"
  | "proxy_not_reached"
  | "proxy_refused"
  | "proxy_settings_wrong"
  | "proxy_certificate_refused"
  | "client_certificate_wanted"
  | "secure_connection_failed";

/** What helps then. */
export type NetworkRemedy =
  | "pass_proxy_sign_in"
  | "check_proxy"
  | "allow_in_proxy"
  | "other_address"
  | "check_protocol";
