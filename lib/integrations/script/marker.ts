/** Second line of every generated script: how a shell that was started with the file tells that it was not sourced. */
export const MARKER = "# sikkerkey-init.sh";

/** Ends the here-document that holds the part which runs in a shell of its own. */
export const CHILD_END = "SIKKERKEY_INIT_CHILD_END";
