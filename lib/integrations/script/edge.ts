/** What one provider's runner does differently. All else of the script is the same for everybody. */
export type ScriptEdge = {
  readonly title: string;
  /** Said when the token is missing: where it is added and who does not get it. Plain sentences without apostrophes. */
  readonly missingToken: readonly string[];
  /** What holds the token there, as in "replace the repository variable". */
  readonly holder: string;
  /** The runner's variable with the folder of the clone, where nothing is ever written. */
  readonly cloneVariable: string;
  /** The runner's variable that tells one run from another on the same host, if it has one. */
  readonly runVariable: string | null;
  /** A machine's name begins with the word; the variables say which repository and which build. */
  readonly machineName: { readonly word: string; readonly repository: string; readonly build: string };
  /** How `sh ./sikkerkey-init.sh` hands values to later commands: a file to load, GITHUB_ENV, or BASH_ENV. */
  readonly handover: "file" | "github-env" | "bash-env";
};
