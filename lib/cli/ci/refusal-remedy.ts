import { printableText } from "../../sdk/printable-text.ts";

const RENEW = "Rotate the token on its page, or make a new one, and replace SIKKERKEY_ENROLLMENT_TOKEN.";

/** What to do about a refused enrollment, by the server's code; null for a code that is not about enrollments. */
export function refusalRemedy(code: string | null, hostname: string): string | null {
  switch (code) {
    case "enrollment_token_unknown":
      return "Compare the vault id, and paste the token again: a protected or masked variable may be empty or cut in this job.";
    case "enrollment_token_revoked":
    case "enrollment_token_expired":
    case "enrollment_token_exhausted":
      return RENEW;
    case "source_not_allowed":
      return "Run it where the token may be used. The audit log shows this computer's address under the request id.";
    case "hostname_not_allowed":
      return `This computer calls itself ${printableText(hostname, 253)}. Run it where the token may be used, or make a token with another pattern.`;
    case "name_not_allowed":
      return "Leave --name out, or give one that fits the token's pattern.";
    case "quota_reached":
      return "Delete machines that are gone, or wait until some expire.";
    case "not_found":
    case "method_not_allowed":
      return "This server is older than this command and knows no rehearsals. Update it.";
    default:
      return null;
  }
}
