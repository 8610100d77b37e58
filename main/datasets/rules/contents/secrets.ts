import type { Evidence } from "../../../../preload/contract/dataset-rules.ts";
import { secretEnding } from "../../../../preload/secret-names.ts";
import { type ContentRule, type Pattern, patternRule } from "./rule.ts";

/** How the keys of a service look is known; that the one found is valid is not. */
const looks = (source: string): Evidence => ({ kind: "guessed", source, date: "2026-09" });

/** Different characters that a key has at least: placeholders such as `sk-xxxxxxxx` have fewer. */
const leastDifferent = 8;
const isRandom = (match: string): boolean =>
  new Set(match).size >= leastDifferent && !/example|placeholder|changeme|your[-_]|x{6}|\*{3}/i.test(match);

/** Letters and digits, so that a word or a sentence is none. */
const isSecretValue = (match: string): boolean =>
  isRandom(match) &&
  /\d/.test(match) &&
  /[A-Za-z]/.test(match) &&
  !/^(?:https?:|\$\{|\{\{|<|process\.env)/.test(match);

/** A name in front of a key of Azure, as in code, settings and headers. */
const named = /(?:key|token|secret|subscription)[\w-]{0,16}["'`]?\s{0,3}[:=]\s{0,3}["'`]?$/i;
const isAzureLength = (match: string): boolean => match.length === 84 || /^[0-9a-f]{32}$/i.test(match);
/** What newer keys of Azure have at a fixed place. */
const isMarked = (match: string): boolean => /^.{52}JQQJ9[9DH]/.test(match);

/** What is taken for a secret, and by which pattern: the whole list. The more exact ones come first. */
const patterns: Pattern[] = [
  {
    kind: "private_key",
    mask: "[private key]",
    needs: ["PRIVATE KEY-----"],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY-----(?:[A-Za-z0-9+/=\s\\,:-]{0,4096}?-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY-----)?/g,
    evidence: looks("RFC 7468"),
  },
  {
    kind: "azure_storage",
    mask: "[key]",
    needs: ["AccountKey=", "SharedAccessKey="],
    pattern: /(?:AccountKey|SharedAccessKey)=(?<it>[A-Za-z0-9+/]{43,86}={1,2})/g,
    evidence: looks("Azure Storage and Service Bus, connection strings"),
  },
  {
    kind: "azure_sas",
    mask: "[key]",
    needs: ["sig="],
    pattern: /[?&]sig=(?<it>[A-Za-z0-9%+/_-]{30,100}(?:={0,2}))/g,
    check: isRandom,
    evidence: looks("Azure Storage, shared access signatures"),
  },
  {
    kind: "azure_key",
    mask: "[key]",
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{32,84}(?![A-Za-z0-9])/g,
    check: (match, before) =>
      isAzureLength(match) && isRandom(match) && (isMarked(match) || named.test(before)),
    evidence: looks("Azure AI services, keys of 32 and 84 characters"),
  },
  {
    kind: "entra",
    mask: "[key]",
    needs: ["Q~"],
    pattern: /(?<![\w~.-])[A-Za-z0-9_~.]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/g,
    evidence: looks("Microsoft Entra ID, client secrets"),
  },
  {
    kind: "anthropic",
    mask: "[key]",
    needs: ["sk-ant-"],
    pattern: /(?<![\w-])sk-ant-[\w-]{20,200}/g,
    check: isRandom,
    evidence: looks("Anthropic, API keys"),
  },
  {
    kind: "openai",
    mask: "[key]",
    needs: ["sk-"],
    pattern: /(?<![\w-])sk-(?:proj-|svcacct-|admin-)?[\w-]{20,256}/g,
    check: (match) => isRandom(match) && /\d/.test(match) && /[A-Z]/.test(match),
    evidence: looks("OpenAI, API keys"),
  },
  {
    kind: "aws",
    mask: "[key]",
    needs: ["AKIA", "ASIA"],
    pattern: /(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    check: (match) => !match.endsWith("EXAMPLE"),
    evidence: looks("AWS, IAM identifiers"),
  },
  {
    kind: "github",
    mask: "[key]",
    needs: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    pattern: /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255})(?!\w)/g,
    check: isRandom,
    evidence: looks("GitHub, token formats"),
  },
  {
    kind: "gitlab",
    mask: "[key]",
    needs: ["glpat-"],
    pattern: /(?<![\w-])glpat-[\w-]{20,64}/g,
    check: isRandom,
    evidence: looks("GitLab, token prefixes"),
  },
  {
    kind: "slack",
    mask: "[key]",
    needs: ["xox", "hooks.slack.com/services/"],
    pattern:
      /(?<!\w)xox[abeoprs]-[A-Za-z0-9-]{10,250}|hooks\.slack\.com\/services\/(?<it>T\w{6,12}\/B\w{6,12}\/\w{16,32})/g,
    check: isRandom,
    evidence: looks("Slack, tokens and webhooks"),
  },
  {
    kind: "google",
    mask: "[key]",
    needs: ["AIza"],
    pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/g,
    check: isRandom,
    evidence: looks("Google Cloud, API keys"),
  },
  {
    kind: "npm",
    mask: "[key]",
    needs: ["npm_"],
    pattern: /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g,
    check: isRandom,
    evidence: looks("npm, access tokens"),
  },
  {
    kind: "stripe",
    mask: "[key]",
    needs: ["k_live_", "k_test_"],
    pattern: /(?<!\w)[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}(?!\w)/g,
    check: isRandom,
    evidence: looks("Stripe, API keys"),
  },
  {
    kind: "hugging_face",
    mask: "[key]",
    needs: ["hf_"],
    pattern: /(?<!\w)hf_[A-Za-z]{34}(?!\w)/g,
    check: isRandom,
    evidence: looks("Hugging Face, access tokens"),
  },
  {
    kind: "sendgrid",
    mask: "[key]",
    needs: ["SG."],
    pattern: /(?<![\w.-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g,
    check: isRandom,
    evidence: looks("SendGrid, API keys"),
  },
  {
    kind: "jwt",
    mask: "[token]",
    needs: ["eyJ"],
    pattern: /(?<![\w.-])eyJ[\w-]{10,4096}\.eyJ[\w-]{10,8192}\.[\w-]{10,2048}(?![\w-])/g,
    evidence: looks("RFC 7519"),
  },
  {
    kind: "url_password",
    mask: "[password]",
    needs: ["://"],
    pattern: /[a-z][a-z0-9+]{1,15}:\/\/[^\s:/@"'<>{}$]{1,64}:(?<it>[^\s:/@"'<>{}$]{3,128})@[A-Za-z0-9.[-]/gi,
    check: (match) => !/^(?:password|passwd|pass|pwd|secret|\*+|x+|\.+)$/i.test(match),
    evidence: looks("RFC 3986, section 3.2.1"),
  },
  {
    kind: "named",
    mask: "[secret]",
    needs: ["=", ":"],
    pattern: new RegExp(
      `(?<![A-Za-z0-9_.-])[A-Za-z0-9_.-]{0,40}?${secretEnding}\\\\?["'\`]?\\s{0,3}[:=]\\s{0,3}\\\\?["'\`](?<it>[^\\s"'\`\\\\]{10,256})\\\\?["'\`]`,
      "gi",
    ),
    check: isSecretValue,
    evidence: looks("Names that people give to secrets in code and settings"),
  },
];

/** Rules for keys, tokens and passwords, by a list of patterns. */
export const secretRules: readonly ContentRule[] = patterns.map((pattern) => patternRule("secret", pattern));
