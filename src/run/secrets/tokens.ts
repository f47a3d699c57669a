import { hasDigit, isMade, isMixed, type SecretShape } from "./shape.ts";

/** Keys, and tokens that are known by how their makers begin them, wherever they stand. */
export const tokenSecrets: readonly SecretShape[] = [
  [
    "a private key",
    /()-----?\s?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?\s?-----?(?:(?!---- ?END)[\s\S])*(?:-----?\s?END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?\s?-----?)?/gi,
  ],
  // In base64, and no certificate or public key.
  ["a private key", /()\bLS0tLS1CRUdJTi(?!BDRVJU|BQVUJM)[A-Za-z0-9+/=]{20,}/g],
  ["a private key", /()\bAGE-SECRET-KEY-1[A-Z0-9]{20,100}/gi],
  [
    "a private key",
    /(\bPrivate-Lines: \d{1,3}\s{1,3})[A-Za-z0-9+/=]{16,}(?:\s[A-Za-z0-9+/=]{16,})*/g,
  ],
  [
    "an AWS secret key",
    /(\bA(?:KI|SI|BI|CC)A[A-Z0-9]{16}[^A-Za-z0-9]{1,9})[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g,
  ],
  ["an AWS access key", /()\bA(?:KI|SI|BI|CC)A[A-Z0-9]{16}\b/g],
  [
    "an AWS secret key",
    /(aws_?secret_?(?:access_?)?key\\{0,3}["']?\s{0,9}[:=]\s{0,9}\\{0,3}["']?)[A-Za-z0-9/+]{40}/gi,
  ],
  ["a Slack token", /()\bx(?:ox[a-z]|app)-[A-Za-z0-9][A-Za-z0-9%-]{7,250}/g],
  [
    "a Slack webhook",
    /(\bhooks\.slack\.com\/)(?:services|workflows|triggers|commands|actions|app)\/[A-Za-z0-9/]{8,200}/g,
  ],
  [
    "a webhook",
    /(\b(?:discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks\/catch|api\.telegram\.org|events\.pagerduty\.com\/integration)\/)[\w@:./-]{8,250}/g,
  ],
  ["a GitHub token", /()\b(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{20,255}/g],
  // Stripe, OpenAI and its like, GitLab, Vault, DigitalOcean, Shopify, Docker, Google, SendGrid, New Relic, Square, Atlassian.
  [
    "an access token",
    /()\b(?:[rs]k_(?:live|test)_|whsec_|sk-(?:ant|proj|svcacct|admin|or-v1)-|gl(?:pat|dt|rt|ptt|ft|agent|oas|cbt|soat|imt)-|pypi-AgE|hv[bs]\.|do[op]_v1_|shp(?:at|ca|pa|ss)_|dckr_pat_|AIza|ya29\.|GOCSPX-|1\/\/0|SG\.|NR(?:AK|II|RA)-|sq0[a-z]{3}-|AT[AC]TT3|HRKU-|PMAK-|CCIPAT_|SWMTKN-1-|sha256~)[A-Za-z0-9_.=-][A-Za-z0-9_.=-]{15,250}/g,
    isMade,
  ],
  // Grafana, Notion, Linear, Doppler, PlanetScale, Supabase, Sentry, Honeycomb, Pulumi, Figma, Netlify, Groq, Replicate and others.
  [
    "an access token",
    /()\b(?:gl(?:sa|c)_|ntn_|secret_|lin_api_|dp\.(?:pt|st|ct|sa|scim|audit)\.|pscale_(?:tkn|oauth|pw)_|sb(?:p|_secret)_|sntry[su]_|hca[a-z]k_|pul-|fig[du]_|nfp_|gsk_|r8_|xai-|tskey-|xkeysib-|rubygems_|bkua_|ph[cx]_|sgp_|tfp_|fo1_|ops_|dt0c01\.|akab-|nvapi-|pplx-)[A-Za-z0-9_.=-]{20,250}/g,
    (found) => isMade(found.replace(/^[a-z]+[\d_]/, "")),
  ],
  [
    "an access token",
    /()\b(?:(?:sk-|SK|key-|dapi)[0-9a-f]{32}|(?:npm_|hf_)[A-Za-z0-9]{30,250}|sk-[A-Za-z0-9]{32,200}|s\.[A-Za-z0-9]{24}|[0-9a-f]{32}-us\d{1,2}|\d{8,10}:AA[\w-]{33}|EAA[A-Za-z0-9]{60,250})\b/g,
    hasDigit,
  ],
  // Artifactory, Alibaba Cloud, EasyPost, Octopus, Clojars, LangSmith, RunPod, Contentful, Vercel, Firebase, NuGet, WakaTime.
  [
    "an access token",
    /()\b(?:AKCp[A-Za-z0-9]{60,80}|cmVmdGtuO[A-Za-z0-9]{50,70}|LTAI[A-Za-z0-9]{16,24}|EZ[AT]K[A-Za-z0-9]{54}|API-[A-Z0-9]{24,32}|CLOJARS_[a-z0-9]{60}|lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}|rpa_[A-Z0-9]{40}|CFPAT-[\w-]{40,50}|vercel_blob_rw_[A-Za-z0-9_]{30,80}|APA91b[\w-]{100,160}|oy2[a-z0-9]{43}|waka_[0-9a-f-]{36}|p8e-[A-Za-z0-9]{32}|v1\.0-[0-9a-f]{24}-[0-9a-f]{100,160}|sl\.[\w-]{100,160})(?![A-Za-z0-9])/g,
    hasDigit,
  ],
  // Whatever its maker calls it: rnd_…, live_…; longer than any id.
  ["an access token", /()\b[a-z]{2,12}_[A-Za-z0-9]{30,250}\b/g, isMixed],
  ["an access token", /()\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{40,200}/g],
  [
    "a signed token (JWT)",
    /()(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\s{0,2}\.{1,2}\s{0,2}[A-Za-z0-9_-][A-Za-z0-9_.-]{7,}/g,
  ],
  [
    "a hash of a password",
    /()\$(?:2[abxy]|apr1|argon2(?:id|i|d)|[156y]|scrypt)\$[./A-Za-z0-9$=,+]{20,250}/g,
  ],
];
