import type { Snippet } from "../../integrations/docker/container-facts.ts";
import type { CodeBlock } from "../code-block.ts";
import { list, note, type Section, steps, table } from "../document.ts";

type Blocks = Readonly<Record<Snippet["id"], CodeBlock>>;

/** How a container comes by its identity, and reads with it. */
export const containerWays = (bundle: Blocks, claim: Blocks): readonly Section[] => [
  {
    id: "choose",
    title: "Two ways to an identity",
    parts: [
      "A container gets a complete machine identity as a folder that you mount. No private key is in an environment variable, none is in the image, and no script puts one together at the start.",
      table(
        ["", "Bundle", "Claim"],
        [
          ["Key made", "on the server, handed out once", "in the container, at its first start"],
          ["You mount", "`identity.json`, `private.pem`, `cli.json`", "`claim.json`, good for one use"],
          ["Time to use it", "15 minutes to download it", "15 minutes to 24 hours, as you choose"],
          [
            "A container that is made anew",
            "works from the same folder",
            "needs its key volume, or a new claim",
          ],
          [
            "Choose it when",
            "file systems are read-only and nothing may be kept",
            "no private key may ever have been elsewhere",
          ],
        ],
      ),
    ],
  },
  {
    id: "bundle",
    title: "With a bundle",
    parts: [
      steps(
        "Open **Integrations**, expand **Docker** and choose **Create Container**.",
        "Fill in the form: a machine name (one is made if you leave it blank), the project whose secrets the container needs, and the secrets; **Select all** takes the whole project. An expiry is optional.",
        "Choose **Provision**. The server makes an Ed25519 key, approves the machine, links it to the project and grants each ticked secret, in one transaction.",
        "Choose **Download .sikkerkey**: a ZIP with the three files. The link works once and ends after 15 minutes. Keep the files in a safe place on your host.",
      ),
      "Extract it into a folder and mount that at `/etc/sikkerkey`, read-only. `SIKKERKEY_IDENTITY` tells SDK and command where the identity is:",
      bundle["docker-run"],
      bundle.compose,
      note(
        "The container’s user must be able to read `private.pem`, and nobody else on the host should. It is 0600 for whoever unzipped it.",
      ),
    ],
  },
  {
    id: "claim",
    title: "With a claim",
    parts: [
      "Choose **Let the container make its own key** in the same form. Instead of a key you get `claim.json`, shown once. At its first start the container makes a key, proves that it holds it, and binds it; the claim is spent. The private key was never on the server.",
      claim["docker-run"],
      claim.compose,
      list(
        "The dashboard shows the bound key’s fingerprint and the address it came from. Compare them with your container.",
        "A second use of the claim by another key is refused and raises an alarm in the audit log: the first may have been a thief.",
        "The key lives in the volume at `SIKKERKEY_HOME`. With `--tmpfs` in its place the machine ends with the container.",
      ),
    ],
  },
  {
    id: "command",
    title: "Read with the command",
    parts: [
      "`sikkerkey run --all` fetches every granted secret, puts it into the environment of your program and then becomes it: signals, exit code and process 1 are your program’s. It reads `process.env.DATABASE_URL` and knows nothing of SikkerKey. There is no `connect` and no `unlock` to run.",
      bundle.npmrc,
      bundle.dockerfile,
    ],
  },
  {
    id: "sdk",
    title: "Read with an SDK",
    parts: [
      "With `SIKKERKEY_IDENTITY` set, the SDK finds the identity by itself. Every request is signed with the machine’s key; values are fetched when they are asked for and nothing is kept on disk.",
      bundle.node,
      bundle.python,
      "Other languages read the same two files: [any language with Ed25519](/docs/languages).",
    ],
  },
];
