import { DENY_REASONS, type DenyReason } from "../../audit-events.ts";
import { DENIAL_REMEDIES } from "../../denial-remedies.ts";
import { ERRORS, type ErrorCode } from "../../errors.ts";
import { shellBlock } from "../code-block.ts";
import { type Document, list, type Part, type Section, table } from "../document.ts";
import { ERROR_REMEDIES } from "../error-remedies.ts";

const GROUPS: readonly { readonly id: string; readonly title: string; readonly of: readonly number[] }[] = [
  { id: "identity", title: "Who is asking (401)", of: [401] },
  { id: "access", title: "Not allowed (403)", of: [403] },
  { id: "missing", title: "Not there (404)", of: [404] },
  { id: "ended", title: "Over (410)", of: [410] },
  { id: "busy", title: "Too much, too often (413, 429)", of: [413, 429] },
  { id: "request", title: "The request itself (400, 405 to 431)", of: [400, 405, 408, 409, 415, 421, 431] },
  { id: "server", title: "The server (500, 503)", of: [500, 503] },
];

const codes = Object.keys(ERRORS) as ErrorCode[];

/** Each error has an anchor, so that whoever shows its code can link to it. */
function errorParts(code: ErrorCode): readonly Part[] {
  const { status, message } = ERRORS[code];
  const { cause, remedy } = ERROR_REMEDIES[code];
  return [
    { kind: "heading", text: message, id: code },
    `\`${status} ${code}\` ${cause}`,
    `**What to do:** ${remedy}`,
  ];
}

const errorSections: readonly Section[] = GROUPS.map(({ id, title, of }) => ({
  id,
  title,
  parts: codes.filter((code) => of.includes(ERRORS[code].status)).flatMap(errorParts),
}));

export const troubleshooting: Document = {
  from: "machine",
  sections: () => [
    {
      id: "first",
      title: "Ask the machine first",
      parts: [
        "`doctor` looks at identity, key file, address, certificate, clock and access, says what is wrong and what to do, and shows no value. It can be pasted into a ticket.",
        shellBlock("doctor", "sikkerkey doctor\nsikkerkey doctor API_KEY"),
        "Below is every sentence the server says, by its HTTP status. The code beside the status is in the answer’s header `X-SikkerKey-Error`, and `X-Request-Id` finds the request in the server’s log.",
      ],
    },
    ...errorSections,
    {
      id: "reasons",
      title: "Reasons in the audit log",
      parts: [
        "A refusal tells a stranger little and the **Audit Log** everything. These are its reasons.",
        table(
          ["Reason", "What to do"],
          (Object.keys(DENY_REASONS) as DenyReason[]).map((reason) => [
            DENY_REASONS[reason],
            DENIAL_REMEDIES[reason],
          ]),
        ),
      ],
    },
    {
      id: "runner",
      title: "In a shell or a container",
      parts: [
        list(
          "**sikkerkey: command not found.** npm’s global folder is not in `PATH`: `npm prefix -g` names it, and the command is in its `bin`.",
          "**Later lines do not see the variables.** A child process cannot change its parent’s environment. Load the generated script with a leading dot, or start what needs the values with `sikkerkey run`.",
          "**A container cannot reach http://localhost.** In a container that name is the container itself. Give the server an https address, or run with `--network host`.",
          "**The certificate is not trusted.** Name your authority’s PEM file in `SIKKERKEY_CA_FILE`. Turning verification off lets anybody answer as the server.",
          "**apiUrl must begin with https://.** Values never cross a network in the clear. The one exception is `http://localhost`, not `127.0.0.1`.",
          "**Permission denied on private.pem.** The container’s user must be able to read the mounted file; it is 0600 for whoever unzipped it.",
          "**A value is refused as too large.** One variable holds at most 131,072 bytes on Linux. Deliver files with `sikkerkey run --files`.",
        ),
      ],
    },
  ],
};
