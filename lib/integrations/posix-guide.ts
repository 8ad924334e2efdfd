import { EVERY_WAY, everyTroubleshooting, SOURCE_WAY } from "./every-guide.ts";
import type { Guide } from "./integration.ts";

/** What the dialog and the documentation say about a shell of any system. */
export const POSIX_GUIDE: Guide = {
  prerequisites: [
    "An enrollment token scoped to the projects and secrets the job needs",
    "A POSIX shell: sh, dash, bash, BusyBox ash, mksh, ksh93 or zsh; not csh or fish",
    "Node 18 or newer on the computer that runs the job",
  ],
  whereTheTokenGoes: [
    "Store the token as a secret variable named SIKKERKEY_ENROLLMENT_TOKEN of the system that starts the job.",
    "Without one, keep it in a file that only the job's user can read (mode 0600) and load it for this job alone.",
    "Do not write it into the command, into crontab or into the script: argument lists and files of a repository are read by many.",
    "Put sikkerkey-init.sh beside the job and load it with a leading dot.",
  ],
  variableSettings: [
    { setting: "Name", value: "SIKKERKEY_ENROLLMENT_TOKEN" },
    { setting: "Readable by", value: "the job's user only" },
  ],
  masking:
    "A shell hides nothing, so neither the token nor a value is hidden in what your commands print. The script prints names only and switches tracing off while it works.",
  waysToCall: [
    SOURCE_WAY,
    {
      line: "sh ./sikkerkey-init.sh",
      does: "Writes a private file and prints the one line that loads it. Set SIKKERKEY_JOB_ID to something of this run when several jobs share a host.",
    },
    ...EVERY_WAY,
  ],
  troubleshooting: [
    {
      title: "The folder is already there",
      remedy:
        "Two jobs of one host ran “sh ./sikkerkey-init.sh” at once, or one was not loaded. Load with “. ./sikkerkey-init.sh”, or give each job a SIKKERKEY_JOB_ID of its own.",
    },
    {
      title: "Later lines do not see the variables",
      remedy:
        "“sh ./sikkerkey-init.sh” runs in a child process, which cannot change the job. Use “. ./sikkerkey-init.sh”, or add the line that the script prints.",
    },
    ...everyTroubleshooting("the value of SIKKERKEY_ENROLLMENT_TOKEN"),
  ],
};
