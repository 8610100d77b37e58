import type { RemedyAction } from "../contract/diagnosis.ts";
import type { RefusalCode, RefusalRemedy } from "../contract/refusals.ts";

const failed = "Authentication cancelled or failed";
/** What a sign-in that cannot be renewed is called, whatever the reason. */
const notRenewed = "OAuth token refresh failed";
const kept = "The endpoint and your conversations are kept.";

/** Why the sign-in service refused: what happened, and why. */
export const refusals: Record<RefusalCode, { title: string; cause: string }> = {
  approval_requestable: {
    title: "Admin approval required",
    cause:
      "Your organisation lets an administrator decide whether this app may be used, and takes requests for it on the sign-in page.",
  },
  consent_declined: {
    title: failed,
    cause: "What the app asks for was declined on the sign-in page. Nothing was changed.",
  },
  service_not_in_directory: {
    title: "This directory does not know the service",
    cause:
      "The service that Foundry's permission belongs to is not there. Either this is another directory than the resource's, or nobody has used Foundry in it yet.",
  },
  permission_not_registered: {
    title: "The app registration lacks a permission",
    cause: "The app asks for Foundry, and its registration does not list that.",
  },
  redirect_not_registered: {
    title: "The app registration does not take the answer",
    cause:
      "A sign-in is answered to http://localhost on this computer, which the registration does not list.",
  },
  secret_wanted: {
    title: "The app registration wants a secret",
    cause: "An app on a person's computer can keep none. The registration is not one for such apps.",
  },
  app_unknown: {
    title: "This directory does not know the app",
    cause: "The client id is misspelt, or the app is registered in another directory.",
  },
  directory_unknown: {
    title: "The directory could not be told",
    cause: "Neither the account nor the settings say which directory to sign in to.",
  },
  single_directory_app: {
    title: "The app is for one directory only",
    cause: "Its registration admits accounts of its own directory, and none is set here.",
  },
  account_elsewhere: {
    title: "This account is not in the directory",
    cause: "The account exists, but belongs to another directory and was not invited to this one.",
  },
  account_unknown: {
    title: "There is no such account",
    cause: "The directory has none of this name. It may be misspelt, or was deleted.",
  },
  account_disabled: {
    title: "This account is switched off",
    cause: "An administrator has disabled it, so it cannot sign in anywhere.",
  },
  password_expired: {
    title: "The password has expired",
    cause: "The directory wants a new one before it lets the account in.",
  },
  password_wrong: {
    title: "The name or the password was not accepted",
    cause: "One of them is wrong. After several wrong ones an account is locked for a while.",
  },
  second_factor_wanted: {
    title: "A second factor is wanted",
    cause: `The directory asks for more than a password, for this app or from this place. ${kept}`,
  },
  second_factor_not_set_up: {
    title: "A second factor has to be set up first",
    cause: "The directory asks for more than a password, and this account has nothing set up for it.",
  },
  second_factor_expired: {
    title: "The second factor has to be given again",
    cause: `The directory wants it again after some time. ${kept}`,
  },
  device_not_known: {
    title: "Your organisation does not know this device",
    cause: "It lets only devices in that belong to it or are registered there.",
  },
  device_not_compliant: {
    title: "This device does not meet your organisation's rules",
    cause: "It is known, but something that is required is missing, such as an update or encryption.",
  },
  app_not_approved: {
    title: "Your organisation has not approved this app",
    cause: "A rule of your directory admits only certain apps for this.",
  },
  access_conditions: {
    title: "Your organisation's conditions for access are not met",
    cause: "A rule about who may use what, from where and on which device has stopped the sign-in.",
  },
  security_defaults: {
    title: "Security defaults stopped this sign-in",
    cause: "Your directory uses Microsoft's own basic rules, and these do not allow this way of signing in.",
  },
  app_not_assigned: {
    title: "You are not assigned to this app",
    cause: "Your directory lets only people use it whom an administrator has put on its list.",
  },
  directory_outbound: {
    title: "Your directory does not let you into this one",
    cause: "Its rules for working with other organisations do not allow this app or that organisation.",
  },
  directory_inbound: {
    title: "This directory does not let yours in",
    cause: "Its rules for people of other organisations do not allow your account.",
  },
  sign_in_revoked: {
    title: notRenewed,
    cause: `The sign-in was ended: the password was changed, or an administrator has revoked it. ${kept}`,
  },
  sign_in_frequency: {
    title: notRenewed,
    cause: `Your organisation asks everybody to sign in again after some time. ${kept}`,
  },
  sign_in_ended: {
    title: notRenewed,
    cause: `Nobody is signed in at Microsoft's sign-in service any more. ${kept}`,
  },
  sign_in_not_kept: {
    title: "You have to sign in again",
    cause: `The sign-in was kept for one session only, because this system offered no keyring to keep it safe in. ${kept}`,
  },
  sign_in_busy: {
    title: "Microsoft's sign-in service is busy",
    cause: "It answered that it cannot do this now. Who was signed in still is.",
  },
  code_pending: {
    title: failed,
    cause: "The code was not entered on Microsoft's page yet.",
  },
  code_wrong: {
    title: "Microsoft did not know this code",
    cause: "Another one was entered, or it had been used before. Nothing was changed.",
  },
  code_expired: {
    title: "The code has expired",
    cause: "The code was not entered in time. Nothing was changed.",
  },
};

/** What to do about it, and the button that begins it. */
export const refusalRemedies: Record<RefusalRemedy, { text: string; action: RemedyAction | null }> = {
  request_approval: {
    text: "Connect with Microsoft again, and send the request that the sign-in page offers.",
    action: "connect_microsoft",
  },
  agree: {
    text: "Connect with Microsoft again, and accept what the app asks for.",
    action: "connect_microsoft",
  },
  other_account: {
    text: "Connect with Microsoft again, with the right account.",
    action: "connect_microsoft",
  },
  ask_invitation: {
    text: "Ask an administrator of the resource's directory to invite this account as a guest.",
    action: "copy_report",
  },
  ask_directory: { text: "Ask an administrator of your directory.", action: "copy_report" },
  use_service_once: {
    text: "Ask whoever looks after the resource for its directory (tenant) id, and set it with the registration under OAuth.",
    action: "copy_report",
  },
  add_permission: {
    text: "In Entra, App registrations, API permissions: add “Azure Machine Learning Services”, delegated, user_impersonation.",
    action: "copy_report",
  },
  add_redirect: {
    text: "In Entra, App registrations, Authentication: add the platform “Mobile and desktop applications” with http://localhost.",
    action: "copy_report",
  },
  make_public_client: {
    text: "In Entra, App registrations, Authentication: set “Allow public client flows” to Yes.",
    action: "copy_report",
  },
  check_client_id: {
    text: "Compare the client id and the directory id under OAuth with the app's Overview in Entra.",
    action: "copy_report",
  },
  set_directory: {
    text: "Set the directory (tenant) id with the registration under OAuth; the app's Overview in Entra shows it.",
    action: "copy_report",
  },
  new_password: {
    text: "Connect with Microsoft again: the sign-in page asks for a new password.",
    action: "connect_microsoft",
  },
  reset_password: {
    text: "Connect with Microsoft again. The sign-in page can also reset a forgotten password.",
    action: "connect_microsoft",
  },
  confirm_identity: {
    text: "Connect with Microsoft again, and confirm there that it is you.",
    action: "connect_microsoft",
  },
  set_up_factor: {
    text: "Connect with Microsoft again: the sign-in page leads through setting it up.",
    action: "connect_microsoft",
  },
  enrol_device: {
    text: "Register this device with your organisation, for example in its Company Portal app.",
    action: null,
  },
  ask_assignment: {
    text: "Ask an administrator to add you in Entra, Enterprise applications, Users and groups.",
    action: "copy_report",
  },
  ask_collaboration: {
    text: "Ask an administrator: the rule is in Entra, External Identities, Cross-tenant access settings.",
    action: "copy_report",
  },
  another_code: {
    text: "Get a new code, which is good for a while.",
    action: "new_code",
  },
};
