import type { RemedyAction } from "../../../preload/contract/diagnosis.ts";
import type { Refusal } from "../../fakes/entra.ts";

/** What the token endpoint answers, with its status and headers. */
export interface Reply extends Refusal {
  status?: number;
  headers?: Record<string, string>;
}

const grant = (number: number, more: Reply = {}): Reply => ({
  error: "invalid_grant",
  error_description: `AADSTS${number}: something in the service's words. Trace ID: 4e6f0050-76aa-4c9b-a530-035000000000`,
  error_codes: [number],
  ...more,
});

export const failed = "Authentication cancelled or failed";
export const notRenewed = "OAuth token refresh failed";
export const again: RemedyAction[] = ["connect_microsoft", "use_browser", "use_key"];
const expired: RemedyAction[] = ["connect_microsoft", "use_key"];
const administrator: RemedyAction[] = ["copy_report", "use_key"];
const consent: RemedyAction[] = ["copy_consent", "use_key"];
const device: RemedyAction[] = ["use_browser", "copy_report", "use_key"];

/** What a person is told, and with which buttons. */
type Told = [title: string, cause: RegExp, actions: RemedyAction[]];

/** What a sign-in and a renewal are told alike. */
export const both: [string, Reply, Told][] = [
  [
    "65001",
    grant(65001, { suberror: "consent_required" }),
    ["Admin approval required", /lets an administrator decide/, consent],
  ],
  [
    "consent, without a number",
    { error: "invalid_grant", suberror: "consent_required" },
    ["Admin approval required", /lets an administrator decide/, consent],
  ],
  ["90094", grant(90094), ["Admin approval required", /lets an administrator decide/, consent]],
  [
    "90095",
    grant(90095),
    ["Admin approval required", /takes requests for it/, ["connect_microsoft", "copy_consent", "use_key"]],
  ],
  [
    "65004",
    { ...grant(65004), error: "access_denied" },
    [failed, /was declined/, ["connect_microsoft", "use_key"]],
  ],
  [
    "declined, without a number",
    { error: "access_denied", error_description: "No." },
    [failed, /closed, declined/, ["connect_microsoft", "use_browser"]],
  ],
  ...([500011, 650052] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "invalid_resource" },
    [
      "This directory does not know the service",
      /another directory than the resource's, or nobody has used Foundry/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ]),
  ...([650056, 650057] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "invalid_client" },
    ["The app registration lacks a permission", /does not list that/, administrator],
  ]),
  [
    "50011",
    { ...grant(50011), error: "invalid_request" },
    ["The app registration does not take the answer", /http:\/\/localhost/, administrator],
  ],
  [
    "7000218",
    { ...grant(7000218, { status: 401 }), error: "invalid_client" },
    ["The app registration wants a secret", /can keep none/, administrator],
  ],
  ...([700016, 700011] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "unauthorized_client" },
    ["This directory does not know the app", /misspelt, or the app is registered/, administrator],
  ]),
  [
    "an app that may not, of an unknown number",
    { ...grant(7009999), error: "unauthorized_client" },
    ["The sign-in does not fit this directory", /do not belong together/, administrator],
  ],
  ...([50059, 50128] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "invalid_request" },
    ["The directory could not be told", /which directory/, ["connect_microsoft", "copy_report", "use_key"]],
  ]),
  [
    "50194",
    { ...grant(50194), error: "invalid_request" },
    ["The app is for one directory only", /accounts of its own directory/, administrator],
  ],
  [
    "90002",
    grant(90002, { error: "invalid_request" }),
    ["This directory was not found", /may be misspelled/, ["use_directory"]],
  ],
  ...([50020, 90072] as const).map((number): [string, Reply, Told] => [
    String(number),
    grant(number),
    [
      "This account is not in the directory",
      /was not invited/,
      ["connect_microsoft", "copy_report", "use_key"],
    ],
  ]),
  ["50034", grant(50034), ["There is no such account", /misspelt, or was deleted/, expired]],
  [
    "50057",
    grant(50057),
    [
      "This account is switched off",
      /administrator has disabled it/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ],
  [
    "50055",
    grant(50055, { suberror: "user_password_expired" }),
    ["The password has expired", /wants a new one/, expired],
  ],
  ["50126", grant(50126), ["The name or the password was not accepted", /One of them is wrong/, expired]],
  ...([50074, 50076] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number, { suberror: "basic_action" }), error: "interaction_required", claims: "{}" },
    ["A second factor is wanted", /more than a password/, again],
  ]),
  ...([50072, 50079] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number, { suberror: "basic_action" }), error: "interaction_required" },
    ["A second factor has to be set up first", /nothing set up/, again],
  ]),
  [
    "50078",
    { ...grant(50078), error: "interaction_required" },
    ["The second factor has to be given again", /after some time/, again],
  ],
  ...([50097, 53001] as const).map((number): [string, Reply, Told] => [
    String(number),
    { ...grant(number), error: "interaction_required" },
    ["Your organisation does not know this device", /registered there/, device],
  ]),
  [
    "53000",
    grant(53000, { suberror: "message_only" }),
    ["This device does not meet your organisation's rules", /is missing/, device],
  ],
  [
    "53002",
    grant(53002, { suberror: "message_only" }),
    ["Your organisation has not approved this app", /only certain apps/, administrator],
  ],
  [
    "53003",
    grant(53003, { suberror: "message_only" }),
    [
      "Your organization does not allow this sign-in",
      /A rule of your directory/,
      ["copy_report", "use_browser", "use_key"],
    ],
  ],
  [
    "50131",
    grant(50131),
    ["Your organisation's conditions for access are not met", /who may use what/, device],
  ],
  [
    "530035",
    grant(530035),
    ["Security defaults stopped this sign-in", /Microsoft's own basic rules/, device],
  ],
  ["50105", grant(50105), ["You are not assigned to this app", /on its list/, administrator]],
  [
    "500212",
    grant(500212),
    [
      "Your directory does not let you into this one",
      /that organisation/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ],
  [
    "500213",
    grant(500213),
    [
      "This directory does not let yours in",
      /do not allow your account/,
      ["copy_report", "connect_microsoft", "use_key"],
    ],
  ],
  [
    "70016",
    { ...grant(70016), error: "authorization_pending" },
    [failed, /not entered on Microsoft's page yet/, ["new_code", "use_browser"]],
  ],
  [
    "70018",
    { ...grant(70018), error: "bad_verification_code" },
    ["Microsoft did not know this code", /had been used before/, ["new_code", "use_browser"]],
  ],
  [
    "70019",
    { ...grant(70019), error: "expired_token" },
    ["The code has expired", /not entered in time/, ["new_code", "use_browser"]],
  ],
  [
    "too many requests",
    { error: "temporarily_unavailable", error_description: "AADSTS90033: busy", status: 429 },
    ["Microsoft's sign-in service is busy", /cannot do this now/, ["retry"]],
  ],
  [
    "a service that is busy",
    { error: "temporarily_unavailable", error_description: "busy", status: 503 },
    ["Microsoft's sign-in service is busy", /cannot do this now/, ["retry"]],
  ],
  [
    "a service that has failed",
    { error: "server_error", error_description: "failed", status: 500 },
    ["Microsoft's sign-in service is busy", /cannot do this now/, ["retry"]],
  ],
];

/** A sign-in that was there before is over: what a renewal says of it. A sign-in itself has only failed. */
export const over: [string, Reply, RegExp, RemedyAction[]][] = [
  ["70000", grant(70000), /too old, was revoked/, expired],
  ["70008", grant(70008), /too old, was revoked/, expired],
  ["700082", grant(700082), /too old, was revoked/, expired],
  ["50132", grant(50132), /password was changed, or an administrator/, expired],
  ["50133", grant(50133), /password was changed, or an administrator/, expired],
  ["50173", grant(50173), /password was changed, or an administrator/, expired],
  ["50173, with a suberror", grant(50173, { suberror: "bad_token" }), /password was changed/, expired],
  ["70043", grant(70043, { suberror: "bad_token" }), /sign in again after some time/, expired],
  ["50058", { ...grant(50058), error: "login_required" }, /Nobody is signed in/, expired],
  ["an unknown number", grant(999999), /too old, was revoked/, expired],
  ["an unknown number and suberror", grant(999998, { suberror: "bad_token" }), /too old/, expired],
  ["no number", { error: "invalid_grant", error_description: "The grant is gone." }, /too old/, expired],
  ["an unknown code", { error: "something_new", error_description: "Whatever." }, /too old/, expired],
];
