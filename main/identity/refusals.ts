import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";

/**
 * What the numbers in the sign-in service's words say (Entra error reference). Microsoft changes them and asks not to
 * build on them, so they choose words only.
 */
const numbers: Partial<Record<DiagnosisCode, number[]>> = {
  admin_approval: [65001, 90094, 650051],
  approval_requestable: [90095],
  consent_declined: [65004],
  service_not_in_directory: [500011, 650052],
  permission_not_registered: [650056, 650057],
  redirect_not_registered: [50011],
  secret_wanted: [7000218],
  app_unknown: [700016, 700011],
  directory_unknown: [50059, 50128],
  directory_not_found: [90002, 900023],
  single_directory_app: [50194],
  account_elsewhere: [50020, 90072],
  account_unknown: [50034],
  account_disabled: [50057],
  password_expired: [50055],
  password_wrong: [50126],
  second_factor_wanted: [50074, 50076],
  second_factor_not_set_up: [50072, 50079],
  second_factor_expired: [50078],
  device_not_known: [50097, 53001],
  device_not_compliant: [53000],
  app_not_approved: [53002],
  sign_in_blocked: [53003],
  access_conditions: [50131],
  security_defaults: [530035],
  app_not_assigned: [50105],
  directory_outbound: [500212],
  directory_inbound: [500213],
  code_pending: [70016],
  code_wrong: [70018],
  code_expired: [70019],
};

/** The same for a sign-in that was there before: it is over, and what has ended it. */
const ended: Partial<Record<DiagnosisCode, number[]>> = {
  sign_in_expired: [70000, 70008, 700082],
  sign_in_revoked: [50132, 50133, 50173],
  sign_in_frequency: [70043],
  sign_in_ended: [50058],
};

const byNumber = (table: Partial<Record<DiagnosisCode, number[]>>) =>
  new Map(
    Object.entries(table).flatMap(([code, all]) => all.map((one) => [one, code as DiagnosisCode] as const)),
  );
const always = byNumber(numbers);
const whenRenewing = new Map([...always, ...byNumber(ended)]);

/** What the first number known in some words of the service means; null where none is. */
export function refusalIn(words: string, renewing: boolean): DiagnosisCode | null {
  const known = renewing ? whenRenewing : always;
  const found = words.match(/\d{5,7}/g)?.find((digits) => known.has(Number(digits)));
  return known.get(Number(found)) ?? null;
}
