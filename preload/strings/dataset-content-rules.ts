import type { RuleWords } from "./rule-words.ts";

const personal = (title: string, mask: string): RuleWords => ({
  title: `${title} ({shown})`,
  meaning:
    "It may belong to a real person, and a trained model can repeat it. A lot of personal data can also make the service's safety check refuse the file.",
  fix: `Replace with ${mask}`,
});

const secret = (title: string, mask = "[key]"): RuleWords => ({
  title: `${title} ({shown})`,
  meaning:
    "Anyone who gets the file, or a model trained on it, can use it. If it's real, revoke it where it was issued: masking it here isn't enough.",
  fix: `Replace with ${mask}`,
});

/** Words for the rules about what stands in a row's texts, and about a row among the others. */
export const datasetContentRules: Readonly<Record<string, RuleWords>> = {
  personal_email: personal("Email address", "[email]"),
  personal_iban: personal("Bank account number (IBAN)", "[iban]"),
  personal_card: personal("Payment card number", "[card]"),
  personal_passport: personal("Machine-readable line of a passport", "[passport]"),
  personal_us_ssn: personal("US Social Security number", "[ssn]"),
  personal_uk_nino: personal("UK National Insurance number", "[nino]"),
  personal_german_tax: personal("German tax ID", "[tax id]"),
  personal_french_nir: personal("French social security number", "[nir]"),
  personal_spanish_id: personal("Spanish identity number", "[dni]"),
  personal_phone: personal("Phone number", "[phone]"),
  personal_us_phone: personal("North American phone number", "[phone]"),
  personal_ip4: personal("Public IP address", "[ip]"),
  personal_ip6: personal("Public IPv6 address", "[ip]"),
  personal_mac: personal("Hardware (MAC) address", "[mac]"),

  secret_private_key: secret("Private key", "[private key]"),
  secret_azure_storage: secret("Azure connection string key"),
  secret_azure_sas: secret("Azure shared access signature"),
  secret_azure_key: secret("Azure API key"),
  secret_entra: secret("Microsoft Entra client secret"),
  secret_anthropic: secret("Anthropic API key"),
  secret_openai: secret("OpenAI API key"),
  secret_aws: secret("AWS access key ID"),
  secret_github: secret("GitHub token"),
  secret_gitlab: secret("GitLab token"),
  secret_slack: secret("Slack token or webhook"),
  secret_google: secret("Google API key"),
  secret_npm: secret("npm token"),
  secret_stripe: secret("Stripe key"),
  secret_hugging_face: secret("Hugging Face token"),
  secret_sendgrid: secret("SendGrid API key"),
  secret_jwt: secret("JSON Web Token", "[token]"),
  secret_url_password: secret("Password in a URL", "[password]"),
  secret_named: secret("Value named like a secret", "[secret]"),

  duplicate: {
    title: "Same as row {first}",
    group: "Same as an earlier row",
    meaning:
      "The model sees this example more often than the others. Whitespace outside its texts and the order of its fields don't matter.",
    fix: "Remove the repeated row",
  },
  near_duplicate: {
    title: "Nearly the same as {count} other rows",
    group: "Nearly the same as other rows",
    meaning:
      "Rows that differ in only a few words act like repeats. In both training and test data, they make results look better than they are.",
  },
  leak: {
    title: "Also in {where}, row {other} ({similarity}% alike)",
    group: "Also in another part or dataset",
    meaning: "A model does better on rows it was trained on, so results would look better than they are.",
    fix: "Remove the row here",
  },
  language_rare: {
    title: "Rare language: {language}",
    group: "Rare language",
    meaning: "Fewer than 1% of the rows are in this language. The language is a guess.",
  },
  language_mixed: {
    title: "Asked in {question}, answered in {answer}",
    group: "Asked and answered in different languages",
    meaning:
      "That's fine for translations; otherwise the model learns to switch languages. The languages are a guess.",
  },
  length_far: {
    title: "Unusual length: {length}, median {median}",
    group: "Unusual length",
    meaning:
      "The row is much longer or shorter than most. It may be cut off, or several rows may have become one.",
  },
  harm_suspect: {
    title: "“{word}” may have to do with {harm}",
    group: "May be harmful",
    meaning:
      "The service named this type of harm but not the rows. This row has a word from a short list; read it to see whether it's meant.",
  },
};
